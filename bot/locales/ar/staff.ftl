# دعوة القائمين على التوظيف والمراجعين.

command-invite = دعوة شخص من فريقك
button-invite = دعوة شخص

invite-role = من تريد أن تدعو؟
invite-role-admin = مشرف
invite-role-recruiter = مسؤول توظيف
invite-role-reviewer = مراجع
invite-client = لأي عميل سيعمل؟ اضغط اسمًا أو اكتب اسمًا جديدًا.
invite-whom = { $role } لدى { $client }
invite-code = <b>دعوة: { $whom }</b>
    الرمز: <code>{ $code }</code>
    { $links }

    تعمل مرة واحدة حتى { $until }. أعطها لذلك الشخص وحده. ومن دون الرابط يكتب /start ثم الرمز.
