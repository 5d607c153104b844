# القائمون على التوظيف والمراجعون: البتّ في الإجابات وفي المستندات.

command-review = مراجعة ما وصل
button-review = مراجعة الإجابات

review-which = تنتظرك أشياء مختلفة. بأيها نبدأ؟
review-answers = { $n ->
    [zero] لا إجابات
    [one] إجابة واحدة
    [two] إجابتان
    [few] { $n } إجابات
    [many] { $n } إجابة
   *[other] { $n } إجابة
}
review-documents = { $n ->
    [zero] لا مستندات
    [one] مستند واحد
    [two] مستندان
    [few] { $n } مستندات
    [many] { $n } مستندًا
   *[other] { $n } مستند
}
review-appeals = { $n ->
    [zero] لا اعتراضات
    [one] اعتراض واحد
    [two] اعتراضان
    [few] { $n } اعتراضات
    [many] { $n } اعتراضًا
   *[other] { $n } اعتراض
}
review-none = لا إجابات تنتظر المراجعة. سأخبرك عندما تصل إجابة.
review-notice = { $n ->
    [zero] لا إجابات تنتظر مراجعتك.
    [one] إجابة واحدة تنتظر مراجعتك.
    [two] إجابتان تنتظران مراجعتك.
    [few] { $n } إجابات تنتظر مراجعتك.
    [many] { $n } إجابة تنتظر مراجعتك.
   *[other] { $n } إجابة تنتظر مراجعتك.
}
review-notice-none = روجعت كل الإجابات حتى الآن.
review-answer = <b>{ $task }</b>
    { $expert } · { $proof } · استغرقت الإجابة { $took }
review-question = <b>{ $n }. { $question }</b>
    { $answer }
review-more = { $n ->
    [zero] لا شيء آخر ينتظر.
    [one] وتنتظر واحدة أخرى.
    [two] وتنتظر اثنتان أخريان.
    [few] وتنتظر { $n } أخرى.
    [many] وتنتظر { $n } أخرى.
   *[other] وتنتظر { $n } أخرى.
}
review-level-0 = لا شيء مثبت في التخصص
review-level-1 = مؤهل مكتوب بالصيغة الصحيحة
review-level-2 = عنوان أو صفحة ثبت أنها له
review-level-3 = مسجّل في سجل رسمي
review-level-4 = مؤكَّد
review-someone = شخص ما
review-accept = قبول
review-reject = رفض
review-skip = تخطٍّ
review-whole = عرضها كاملة
review-accepted = ✓ قُبلت: يُدفع إلى { $expert } مبلغ { $pay }.
review-rejected = ✗ رُفضت: أُبلغ { $expert } بالسبب، وعاد المكان متاحًا.
review-rejected-closed = ✗ رُفضت: أُبلغ { $expert } بالسبب.
review-own = هذه إجابتك أنت. يجب أن يبتّ فيها شخص آخر.
review-decided = بُتَّ في تلك الإجابة من قبل. اكتب /review لترى ما زال ينتظر.
review-already-accept = سبق أن قبل { $by } تلك الإجابة.
review-already-reject = سبق أن رفض { $by } تلك الإجابة.
review-withdrawn = لم تعد تلك الإجابة تنتظر المراجعة.

reject-reason = لماذا لا تُقبل هذه الإجابة؟ سيُبلغ الخبير بذلك.
reject-reason-wrong = غير صحيحة
reject-reason-incomplete = غير مكتملة
reject-reason-off-topic = لا تجيب عن السؤال
reject-reason-copied = منقولة
reject-reason-unreadable = غير مفهومة
reject-words = <b>{ $reason }.</b> هل تضيف كلمات قليلة للخبير؟ أكثر ما ينفعه أن يعرف ما الذي نقص بالضبط.
reject-words-none = لا، هذا يكفي

review-told-accepted = قُبلت إجابتك عن <b>{ $task }</b>، ولك <b>{ $pay }</b>. شكرًا لك!
review-told-rejected = لم تُقبل إجابتك عن <b>{ $task }</b>.
    السبب: { $reason }.
review-told-rejected-words = لم تُقبل إجابتك عن <b>{ $task }</b>.
    السبب: { $reason }.
    كتب المراجع: «{ $words }»
review-told-others = لا يمسّ ذلك إجاباتك الأخرى، وتبقى المهام الأخرى متاحة لك.

command-documents = النظر في مستندات الخبراء
proof-none = لا مستندات تنتظر. سأخبرك عندما يصل مستند.
proof-notice = { $n ->
    [zero] لا مستندات بانتظار مراجعتك.
    [one] مستند واحد بانتظار مراجعتك.
    [two] مستندان بانتظار مراجعتك.
    [few] { $n } مستندات بانتظار مراجعتك.
    [many] { $n } مستندًا بانتظار مراجعتك.
   *[other] { $n } مستند بانتظار مراجعتك.
}
proof-notice-none = نُظر في كل المستندات حتى الآن.
proof-open = عرض المستندات
proof-card = <b>{ $person }</b>، التخصص المعلن: { $field }
    { $kind }: { $name }
    الملف: { $mime }، { $size } كيلوبايت
proof-unnamed = ملف بلا اسم
proof-shown-by-others = { $n ->
    [zero] لم يرسل أحد غيره هذا الملف.
    [one] ⚠ أرسل شخص آخر الملف نفسه تمامًا.
    [two] ⚠ أرسل شخصان آخران الملف نفسه تمامًا.
    [few] ⚠ أرسل { $n } أشخاص آخرين الملف نفسه تمامًا.
    [many] ⚠ أرسل { $n } شخصًا آخر الملف نفسه تمامًا.
   *[other] ⚠ أرسل { $n } شخص آخر الملف نفسه تمامًا.
}
proof-more = { $n ->
    [zero] لا شيء آخر ينتظر.
    [one] وينتظر واحد آخر.
    [two] وينتظر اثنان آخران.
    [few] وينتظر { $n } غيره.
    [many] وينتظر { $n } غيره.
   *[other] وينتظر { $n } غيره.
}
proof-confirm = { $months ->
    [zero] تأكيد
    [one] تأكيد · شهر
    [two] تأكيد · شهران
    [few] تأكيد · { $months } أشهر
    [many] تأكيد · { $months } شهرًا
   *[other] تأكيد · { $months } شهر
}
proof-reject = رفض
proof-confirmed = ✓ تأكّد لصالح { $person }.{ $files ->
        [0] { "" }
       *[other] { " " }حُذف الملف. ما تراه منه في هذه المحادثة نسخة: احذفها أيضًا من فضلك.
    }
proof-rejected = ✗ لم يتأكّد: أُبلغ { $person } بالسبب.{ $files ->
        [0] { "" }
       *[other] { " " }حُذف الملف. ما تراه منه في هذه المحادثة نسخة: احذفها أيضًا من فضلك.
    }
refuse-reason = ما المشكلة فيما قدّمه { $about }؟
refuse-nothing = لا مشكلة: عودة إليه
proof-reason-unreadable-button = لا يمكن قراءته
proof-reason-unreadable = لا يمكن قراءته. تكفي صورة أوضح أو ملف PDF.
proof-reason-name-differs-button = الاسم مختلف
proof-reason-name-differs = الاسم فيه ليس الاسم الذي في ملفك. يكفي مستند بذلك الاسم، أو ما يُثبت تغيير الاسم.
proof-reason-expired-button = انتهت صلاحيته
proof-reason-expired = انتهت صلاحيته. يكفي المستند الساري.
proof-reason-wrong-field-button = لا يُظهر هذا التخصص
proof-reason-wrong-field = لا يُظهر هذا التخصص. تكفي شهادة أو رخصة في التخصص.
proof-reason-altered-button = يبدو معدّلًا
proof-reason-altered = يبدو معدّلًا. يكفي الأصل دون تغيير.
proof-already = سبق أن بتّ مراجع آخر في ذلك المستند.
proof-already-withdrawn = لم يعد ذلك المستند ينتظر.
proof-told-confirmed = <b>تأكّد مستندك</b>: { $field } مثبت حتى { $until }. حُذف الملف. { $opened ->
    [zero] { "" }
    [one] أصبحت مهمة أخرى متاحة لك، وبطاقتها في الطريق.
    [two] أصبحت مهمتان أخريان متاحتين لك، وبطاقتاهما في الطريق.
    [few] أصبحت { $opened } مهام أخرى متاحة لك، وبطاقاتها في الطريق.
    [many] أصبحت { $opened } مهمة أخرى متاحة لك، وبطاقاتها في الطريق.
   *[other] أصبحت { $opened } مهمة أخرى متاحة لك، وبطاقاتها في الطريق.
}
proof-told-rejected = تعذّر تأكيد مستندك في <b>{ $field }</b>، وحُذف الملف.

reject-form = رفض الإجابة
reject-form-reason = السبب
reject-form-words = كلمات قليلة للخبير
reject-form-words-hint = أكثر ما يفيده أن يعرف ما الذي نقص بالضبط.
proof-register-card = <b>{ $person }</b>، التخصص المعلن: { $field }
    الرقم <code>{ $number }</code> في: { $register }
    ابحث عن: { $look }. ويجب أن يكون الاسم اسم هذا الشخص.
proof-register-open = افتح السجل
proof-refused-before = { $n ->
    [zero] لم يُرفض لهذا الشخص شيء في هذا المجال.
    [one] ⚠ رُفض لهذا الشخص إثبات واحد في هذا المجال من قبل.
    [two] ⚠ رُفض لهذا الشخص إثباتان في هذا المجال من قبل.
    [few] ⚠ رُفضت لهذا الشخص { $n } إثباتات في هذا المجال من قبل.
    [many] ⚠ رُفض لهذا الشخص { $n } إثباتًا في هذا المجال من قبل.
   *[other] ⚠ رُفض لهذا الشخص { $n } إثبات في هذا المجال من قبل.
}
proof-second = أكّده { $by }. وهو يفتح مهامّ عالية الأجر، فيلزمه نظر ثانٍ.
proof-confirmed-first = ✓ سُجّل لصالح { $person }. وهو يفتح مهامّ عالية الأجر، فينظر فيه مراجع آخر أيضًا.
proof-reason-not-listed-button = غير مُدرج
proof-reason-not-listed = لا يُدرج السجل هذا الرقم. من فضلك راجعه، أو أرسل ترخيصك وثيقةً.
proof-reason-not-active-button = غير ساري
proof-reason-not-active = يُظهره السجل غير ساري. يكفي ترخيص ساري.
proof-told-listed = <b>يُدرجك السجل</b>: { $field } مثبت حتى { $until }. { $opened ->
    [0] { "" }
    [zero] { "" }
    [one] فُتحت لك مهمة أخرى الآن، وتصلك بطاقتها.
    [two] فُتحت لك مهمتان أخريان الآن، وتصلك بطاقتاهما.
    [few] فُتحت لك { $opened } مهامّ أخرى الآن، وتصلك بطاقاتها.
    [many] فُتحت لك { $opened } مهمة أخرى الآن، وتصلك بطاقاتها.
   *[other] فُتحت لك { $opened } مهمة أخرى الآن، وتصلك بطاقاتها.
}
proof-told-unlisted = تعذّر تأكيد ترخيصك في <b>{ $field }</b>.
command-proofs = الإثباتات السارية، وسحب أحدها
doubts = <b>الإثباتات السارية</b>، الأحدث أولًا. اضغط على أحدها لسحبه، و<code>/proofs NAME</code> يجد إثباتات شخص.
doubts-none = لا يوجد إثبات ساري.
doubt-proof = { $person } · { $field } · { $kind }
revoke-reason = لماذا يُسحب؟ { $about }
revoke-nothing = يبقى ساريًا: عودة
doubt-told = سُحب إثباتك في <b>{ $field }</b>، فلم يعد يُحتسب للمهام الجديدة.
doubt-told-again = إن كنت ترى أن في الأمر خطأ فقدّمه من جديد، ويمكن أن ينظر فيه مراجع آخر.
doubt-done = { $n ->
    [0] سُحب، وأُبلغ الخبير بالسبب. لا تعتمد عليه إجابة حديثة.
    [zero] سُحب، وأُبلغ الخبير بالسبب. لا تعتمد عليه إجابة حديثة.
    [one] سُحب، وأُبلغ الخبير بالسبب. تعتمد عليه إجابة حديثة واحدة، وأُبلغ صاحب مهمتها.
    [two] سُحب، وأُبلغ الخبير بالسبب. تعتمد عليه إجابتان حديثتان، وأُبلغ أصحاب المهام.
    [few] سُحب، وأُبلغ الخبير بالسبب. تعتمد عليه { $n } إجابات حديثة، وأُبلغ أصحاب المهام.
    [many] سُحب، وأُبلغ الخبير بالسبب. تعتمد عليه { $n } إجابة حديثة، وأُبلغ أصحاب المهام.
   *[other] سُحب، وأُبلغ الخبير بالسبب. تعتمد عليه { $n } إجابة حديثة، وأُبلغ أصحاب المهام.
}
doubt-answers = ⚠ سُحب إثبات من إثباتات <b>{ $expert }</b>. من فضلك انظر من جديد في إجابات آخر 90 يومًا التي تعتمد عليه:
    { $lines }
doubt-task = • { $task }: { $n ->
    [zero] لا إجابات
    [one] إجابة واحدة
    [two] إجابتان
    [few] { $n } إجابات
    [many] { $n } إجابة
   *[other] { $n } إجابة
}
review-doubt = ⚠ سُحب إثبات لهذا الخبير في هذا المجال.
refuse-form = رفض الإثبات
revoke-form = سحب الإثبات
proof-words = كتب المراجع: «{ $words }»
proof-beside = ✓ مثبت أيضًا: { $kind } ({ $source })
proof-name-found = ✓ في نص المستند الاسم «{ $name }»: { $reason }
proof-name-missing = ⚠ لا يرد اسم هذا الشخص في نص المستند.
proof-valid-until = ويذكر أنه صالح حتى { $until }.
proof-run-out = ⚠ ويذكر أن صلاحيته انتهت: { $until }.
proof-certificate = يُفترض أنها «{ $title }»، أصدرتها { $issuer }.
proof-certificate-number = رقمها: <code>{ $number }</code>
proof-certificate-until = يقول الخبير إنها سارية حتى { $until }.
proof-certificate-over = ⚠ يقول الخبير إنها سارية حتى { $until }، وقد انتهت.
proof-certificate-no-end = يقول الخبير إنها بلا تاريخ انتهاء.
proof-number-of-others = { $n ->
    [zero] ⚠ لم يذكر أحد شهادة بالرقم نفسه.
    [one] ⚠ ذكر شخص آخر شهادة بالرقم نفسه.
    [two] ⚠ ذكر شخصان آخران شهادة بالرقم نفسه.
    [few] ⚠ ذكر { $n } أشخاص آخرون شهادة بالرقم نفسه.
    [many] ⚠ ذكر { $n } شخصًا آخر شهادة بالرقم نفسه.
   *[other] ⚠ ذكر { $n } شخص آخر شهادة بالرقم نفسه.
}
proof-confirm-until = تأكيد · حتى { $until }
proof-over = انتهت صلاحية ما عُرض، فلا يمكن تأكيده.
proof-told-name = <b>تأكّد اسمك</b>: { $field }، حتى { $until }. حُذف الملف. من الآن تُقارن السجلات والوثائق بهذا الاسم، وهو لا يفتح مهمة وحده.
proof-name-is-profiles = ✓ في الملف الاسم «{ $own }»: { $reason }
proof-name-is-another = ⚠ في الملف اسم آخر، «{ $own }»: { $reason } لا تؤكّده إلا إذا أظهرت الوثيقة أن الاسمين لشخص واحد.
proof-name-confirmed = ✓ مؤكَّد من وثيقة رسمية: الاسم «{ $name }».
proof-other-name-confirmed = ⚠ مؤكَّد من وثيقة رسمية: الاسم «{ $name }». وفي الملف اسم آخر، «{ $own }».
proof-name-of-others = { $n ->
    [zero] ⚠ لم يذكر أحد آخر هذا الاسم نفسه.
    [one] ⚠ ذكر شخص آخر هذا الاسم نفسه تمامًا.
    [two] ⚠ ذكر شخصان آخران هذا الاسم نفسه تمامًا.
    [few] ⚠ ذكر { $n } أشخاص آخرون هذا الاسم نفسه تمامًا.
    [many] ⚠ ذكر { $n } شخصًا آخر هذا الاسم نفسه تمامًا.
   *[other] ⚠ ذكر { $n } شخص آخر هذا الاسم نفسه تمامًا.
}
proof-language = يُفترض أنها { $title }، وأنها تُظهر { $level } أو أعلى في الإطار الأوروبي المشترك.
proof-language-scores = ما تساويه النتائج: IELTS من 4 إلى 5 يساوي B1، ومن 5.5 إلى 6.5 B2، ومن 7 إلى 8 C1، و8.5 فأكثر C2. وTOEFL iBT من 42 إلى 71 يساوي B1، ومن 72 إلى 94 B2، ومن 95 إلى 113 C1، و114 فأكثر C2.
proof-reason-wrong-level-button = لا يُظهر هذا المستوى
proof-reason-wrong-level = لا يُظهر هذا المستوى من اللغة. تكفي شهادة بالمستوى، أو اذكر المستوى الذي تُظهره.
