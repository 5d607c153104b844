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

command-clients = العملاء المتنافسون فيما بينهم
button-clients = العملاء المتنافسون
clients = <b>العملاء المتنافسون.</b> من يحجز مهمة لأحدهما لا تصله مهام الآخر طوال هذه المدة:
    { $lines }
clients-none = <b>لا عملاء متنافسين معروفين.</b> سمِّ اثنين منهم، فلا تُعرض على من يعمل لأحدهما مهام الآخر طوال المدة التي تحددها.
clients-line = • { $one } – { $other }: { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
clients-add = سمِّ متنافسين
clients-end = لم يعودا متنافسين: { $one } – { $other }
clients-unknown = لا عميل اسمه «{ $given }». اضغط أحدهم، أو اكتب الاسم كما يعرفه القائمون على التوظيف لديه.
clients-same = لا ينافس العميل نفسه. من فضلك اذكر عميلًا آخر.
clients-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
rivals-one = أي عميل؟ اضغطه أو اكتب اسمه.
rivals-other = من ينافس { $one }؟
rivals-days = كم يومًا يحول العمل لأحدهما دون مهام الآخر؟ اضغط، أو اكتب عددًا.
