# القائمون على التوظيف: وصف المهمة، والمسودات، وقائمة المهام، وإغلاق مهمة.

command-newtask = وصف مهمة جديدة للخبراء
command-tasks = مهامك وكيف تسير
button-newtask = مهمة جديدة

newtask-client = لأي عميل هذه المهمة؟
newtask-title = <b>مهمة جديدة.</b> ما العنوان الذي سيراه الخبراء؟
newtask-text = <b>السؤال { $n }.</b> عمّ تريد أن تسأل؟ اكتبه كما سيقرؤه الخبير.
newtask-kind = كيف يُجاب عن السؤال { $n }؟
newtask-kind-choice = اختيار واحد من عدة خيارات
newtask-kind-choices = كل ما ينطبق من الخيارات
newtask-kind-number = عدد
newtask-kind-text = نص قصير
newtask-kind-rating = تقييم على مقياس
newtask-kind-ranking = ترتيب، والأفضل أولًا
newtask-kind-pair = الأفضل من اثنين
newtask-kind-formula = صيغة كيميائية
newtask-kind-math = عبارة رياضية
newtask-options = ما الخيارات؟ أرسل من 2 إلى 10 خيارات، كل واحد في سطر، أو مفصولة بفواصل.
newtask-options-number = { $given ->
    [zero] لم أجد أي خيار في ذلك.
    [one] هذا خيار واحد فقط.
    [two] هذان خياران.
    [few] هذه { $given } خيارات.
    [many] هذه { $given } خيارًا.
   *[other] هذه { $given } خيار.
} من فضلك أرسل من { $least } إلى { $most } خيارات، كل واحد في سطر، أو مفصولة بفواصل.
newtask-options-long = الخيار «{ $option }» أطول من اللازم: الحد الأقصى لعدد الأحرف { $most }.
newtask-options-twice = تكرّر الخيار «{ $option }». من فضلك أرسل القائمة مرة أخرى، كل خيار مرة واحدة.
newtask-options-exactly = { $given ->
    [zero] لم أجد أي خيار في ذلك.
    [one] هذا خيار واحد فقط.
    [two] هذان خياران.
    [few] هذه { $given } خيارات.
    [many] هذه { $given } خيارًا.
   *[other] هذه { $given } خيار.
} المطلوب { $least } بالضبط، كل واحد في سطر، أو تفصل بينهما فاصلة.
newtask-two = ما الاثنان اللذان يُقارَن بينهما؟ أرسلهما معًا، كل واحد في سطر، أو تفصل بينهما فاصلة.
newtask-tie = هل يجوز للخبير أن يقول إن كليهما جيد بالقدر نفسه؟
newtask-tie-no = لا، يجب اختيار أحدهما
newtask-tie-yes = نعم
newtask-many = كم خيارًا يجوز اختياره؟ اضغط، أو اكتب عددًا مثل 2 أو مدى مثل 1-3.
newtask-many-any = أي عدد
newtask-many-unclear = لم أفهم «{ $given }». اكتب كم خيارًا يجوز اختياره، مثل 2 أو 1-3.
newtask-many-too-many = عدد الخيارات { $n }، فلا يمكن اختيار { $given }. اكتب { $n } أو أقل، أو مدى مثل 1-{ $n }.
newtask-scale = من أين إلى أين يمتد المقياس؟ اضغط، أو اكتب طرفيه مثل 1-5.
newtask-scale-ends = من { $least } إلى { $most }
newtask-scale-unclear = لم أستطع قراءة «{ $given }» على أنه مقياس. اكتب طرفيه والأصغر أولًا، مثل 1-5، ولا يتجاوز أي طرف 1,000.
newtask-unit = بأي وحدة يكون العدد؟ اكتبها مثل «mg/dL».
newtask-unit-none = بلا وحدة
newtask-length = كم حرفًا تبلغ الإجابة على الأكثر؟ الحد الأقصى 1,000.
newtask-more = كان هذا السؤال { $n }. هل تضيف سؤالًا آخر إلى المهمة نفسها؟ الحد الأقصى { $most }.
newtask-more-no = هذا كل شيء
newtask-more-yes = أضف سؤالًا آخر
newtask-field = من سيجيب؟ اكتب التخصص بكلماتك، مثل «زراعة الكبد» أو «قانون الضرائب».
newtask-field-list = الاختيار من قائمة
newtask-field-which = قد يعني ذلك أكثر من تخصص. أيها تقصد؟
newtask-field-likely = هل هذا هو التخصص الذي تقصده؟
newtask-field-in = أي هذه؟
newtask-field-whole = كل ما في { $field }
newtask-field-unknown = لا أعرف تخصصًا اسمه «{ $given }». من فضلك استعمل كلمات أخرى أو اختر من القائمة.
newtask-field-unknown-in-form = لا أعرف تخصصًا باسم «{ $given }». استخدم كلمات أخرى أو أعم. وفي المحادثة قائمة تختار منها.
newtask-level = إلى أي حد يجب أن تكون معرفتهم مثبتة في <b>{ $field }</b>؟ كلما نزلت في القائمة كان الإثبات أقوى وقلّ الخبراء.
newtask-form-level = إلى أي حد يجب أن تكون معرفتهم بالتخصص مثبتة؟ كلما نزلت في القائمة كان الإثبات أقوى وقلّ الخبراء.
newtask-minutes = كم دقيقة تستغرق الإجابة الواحدة، بكل أسئلتها؟
newtask-pay = كم تدفع عن كل إجابة مقبولة؟ الحد الأدنى لمدة { $minutes } هو { $least }.
newtask-pay-below-floor = المبلغ { $given } يعني { $hourly } في الساعة، وأقل ما نسمح به { $floor }. أي أن الحد الأدنى لهذه المهمة { $least }. من فضلك أرسل مبلغًا أعلى، أو ارجع وقلّل الدقائق.
newtask-pay-below-floor-in-form = يعني { $given } أجرًا قدره { $hourly } في الساعة، وأقل ما نسمح به { $floor }. بهذه الدقائق يكون الأقل { $least }: ارفع الأجر هنا، أو خفّض الدقائق أعلاه.
newtask-places = أي <b>{ $hourly } في الساعة</b>. كم خبيرًا يجيب؟ الحد الأقصى 1,000.
newtask-deadline = التكلفة القصوى <b>{ $most }</b>. حتى متى تُقبل الإجابات؟ اضغط زرًا أو اكتب مثلًا «غدًا 17:00».

    منطقتك الزمنية: { $zone }؛ لتغييرها اكتب /timezone.
newtask-other-clock = منطقة زمنية غير { $zone }
newtask-in = خلال { $length }
newtask-deadline-near = الموعد { $given } لا يترك وقتًا كافيًا للعمل نفسه. أقرب موعد ممكن { $earliest }.
newtask-check = <b>هل هذا صحيح؟</b>
    { $lines }

    التكلفة القصوى { $most }. لم يُرسل شيء بعد.
newtask-done = نعم، أرني البطاقة
newtask-line-title = العنوان
newtask-line-question = السؤال { $n }
newtask-line-answer = الإجابة { $n }
newtask-line-more = أسئلة أخرى
newtask-line-more-value = { $n ->
    [zero] لا أسئلة حتى الآن
    [one] سؤال واحد حتى الآن
    [two] سؤالان حتى الآن
    [few] { $n } أسئلة حتى الآن
    [many] { $n } سؤالًا حتى الآن
   *[other] { $n } سؤال حتى الآن
}
newtask-line-field = التخصص
newtask-line-level = الإثبات
newtask-line-minutes = الوقت
newtask-line-pay = الأجر
newtask-line-pay-value = { $pay } عن الإجابة، أي { $hourly } في الساعة
newtask-line-places = الأماكن
newtask-line-deadline = الموعد النهائي
newtask-line-deadline-value = { $at } بتوقيت { $zone }
newtask-rule-choice = واحد من { $options }
newtask-rule-choices = { $many } من { $options }
newtask-rule-rating = تقييم من { $least } إلى { $most }
newtask-rule-ranking = ترتيب { $options }
newtask-rule-pair = الأفضل من { $options }
newtask-rule-number = عدد بوحدة { $unit }
newtask-rule-text = نص أقصى طوله { $most } من الأحرف

level-need-0 = لا يلزم إثبات شيء
level-need-1 = مؤهل مكتوب بالصيغة الصحيحة
level-need-2 = عنوان عمل أو جامعة أو صفحة شخصية ثبت أنها له، أو اجتاز اختبارًا
level-need-3 = مسجّل باسمه في سجل رسمي
level-need-4 = أكّدته الجهة المانحة أو أحد المراجعين

draft-preview = هذه هي البطاقة كما سيراها الخبراء:
draft-reach = <b>{ $total ->
    [zero] لا أحد يستوفي الشروط
    [one] خبير واحد يستوفي الشروط
    [two] خبيران يستوفيان الشروط
    [few] { $total } خبراء يستوفون الشروط
    [many] { $total } خبيرًا يستوفون الشروط
   *[other] { $total } خبير يستوفون الشروط
}:</b> المستيقظون الآن { $awake }، والنائمون { $asleep }. التكلفة القصوى { $cost }.
draft-reach-few = <b>أقل من { $few } خبراء يستوفون الشروط.</b> متى زاد عددهم أخبرك كم منهم مستيقظ الآن وما صفاتهم. التكلفة القصوى { $cost }.
draft-reach-awake = <b>{ $total ->
    [zero] لا أحد يستوفي الشروط
    [one] خبير واحد يستوفي الشروط
    [two] خبيران يستوفيان الشروط
    [few] { $total } خبراء يستوفون الشروط
    [many] { $total } خبيرًا يستوفون الشروط
   *[other] { $total } خبير يستوفون الشروط
}:</b> معظمهم مستيقظون الآن. التكلفة القصوى { $cost }.
draft-reach-asleep = <b>{ $total ->
    [zero] لا أحد يستوفي الشروط
    [one] خبير واحد يستوفي الشروط
    [two] خبيران يستوفيان الشروط
    [few] { $total } خبراء يستوفون الشروط
    [many] { $total } خبيرًا يستوفون الشروط
   *[other] { $total } خبير يستوفون الشروط
}:</b> قليل منهم مستيقظون الآن. التكلفة القصوى { $cost }.
draft-reach-both = <b>{ $total ->
    [zero] لا أحد يستوفي الشروط
    [one] خبير واحد يستوفي الشروط
    [two] خبيران يستوفيان الشروط
    [few] { $total } خبراء يستوفون الشروط
    [many] { $total } خبيرًا يستوفون الشروط
   *[other] { $total } خبير يستوفون الشروط
}:</b> بعضهم مستيقظ الآن وبعضهم نائم. التكلفة القصوى { $cost }.
draft-nobody = <b>لا أحد يستوفي الشروط في هذه اللحظة.</b> يمكنك فتح المهمة مع ذلك: كل من ينضم ويستوفيها تصله.
draft-nobody-but = <b>لا أحد يستوفي الشروط في هذه اللحظة.</b> هذا ما قد يغيّر ذلك:
    { $ways }

    ويمكنك أيضًا فتح المهمة كما هي: كل من ينضم ويستوفي شروطها تصله.
draft-wider-level = { $n ->
    [zero] • من دون الإثبات المطلوب: لا أحد
    [under] • من دون الإثبات المطلوب: أقل من 3 خبراء
    [one] • من دون الإثبات المطلوب: خبير واحد
    [two] • من دون الإثبات المطلوب: خبيران
    [few] • من دون الإثبات المطلوب: { $n } خبراء
    [many] • من دون الإثبات المطلوب: { $n } خبيرًا
   *[other] • من دون الإثبات المطلوب: { $n } خبير
}
draft-wider-pay = { $n ->
    [zero] • بأجر أعلى: لا أحد
    [under] • بأجر أعلى: أقل من 3 خبراء
    [one] • بأجر أعلى: خبير واحد
    [two] • بأجر أعلى: ما يصل إلى خبيرين
    [few] • بأجر أعلى: ما يصل إلى { $n } خبراء
    [many] • بأجر أعلى: ما يصل إلى { $n } خبيرًا
   *[other] • بأجر أعلى: ما يصل إلى { $n } خبير
}
draft-wider-field = { $n ->
    [zero] • بتخصص أوسع: لا أحد
    [under] • بتخصص أوسع: أقل من 3 خبراء
    [one] • بتخصص أوسع: خبير واحد
    [two] • بتخصص أوسع: خبيران
    [few] • بتخصص أوسع: { $n } خبراء
    [many] • بتخصص أوسع: { $n } خبيرًا
   *[other] • بتخصص أوسع: { $n } خبير
}
draft-broadcast = إرسال
draft-later = إرسال لاحقًا
draft-edit = تعديل
draft-keep = حفظ المسودة
draft-discard = حذف المسودة
draft-kept = حُفظت مسودة <b>{ $task }</b>. تجدها في /tasks.
draft-discard-sure = هل نحذف المسودة <b>{ $task }</b>؟ لا يمكن التراجع عن ذلك.
draft-discard-no = لا، أبقها
draft-discard-yes = نعم، احذفها
draft-discarded = حُذفت المسودة <b>{ $task }</b>. اكتب /newtask لتبدأ مهمة جديدة.

tasks-none = ليست لديك مهام بعد. وصف المهمة الأولى يستغرق نحو دقيقتين.
tasks = <b>مهامك</b>
    { $lines }
tasks-newer = الأحدث
tasks-older = الأقدم
tasks-line-draft = <b>{ $task }</b> – مسودة لم تُرسل بعد
tasks-line-scheduled = <b>{ $task }</b> – موعد إرسالها: { $at }
tasks-line-open = <b>{ $task }</b> – مفتوحة حتى { $deadline }: المحجوز { $claimed }، والمُجاب عنه { $answered }، والمقبول { $accepted } من { $places }
tasks-line-closed = <b>{ $task }</b> – مغلقة: المحجوز { $claimed }، والمُجاب عنه { $answered }، والمقبول { $accepted } من { $places }

task-show = عرض المهمة
task-details = { $field } · { $level }
    { $pay } عن الإجابة ({ $hourly } في الساعة) · { $length }
    الموعد النهائي: { $deadline }
task-not-draft = أُرسلت <b>{ $task }</b> من قبل، فلا يمكن تغييرها. اكتب /tasks لترى كيف تسير.
task-draft = <b>{ $task }</b> ما زالت مسودة، فلا شيء يُغلق. تجدها في /tasks لترسلها أو تحذفها.
task-deadline-past = انقضى الموعد النهائي للمهمة <b>{ $task }</b> وهو { $deadline }. اضغط «تعديل: الموعد النهائي» واختر موعدًا لاحقًا.
task-close = إغلاق المهمة
task-close-sure = هل نغلق <b>{ $task }</b>؟ لن يستطيع أحد حجزها بعد ذلك، ولا يمكن التراجع. { $held ->
    [zero] لا أحد يعمل عليها الآن.
    [one] يعمل عليها خبير واحد، ويُدفع له عن الوقت الذي مضى.
    [two] يعمل عليها خبيران، ويُدفع لهما عن الوقت الذي مضى.
    [few] يعمل عليها { $held } خبراء، ويُدفع لهم عن الوقت الذي مضى.
    [many] يعمل عليها { $held } خبيرًا، ويُدفع لهم عن الوقت الذي مضى.
   *[other] يعمل عليها { $held } خبير، ويُدفع لهم عن الوقت الذي مضى.
} { $waiting ->
    [zero] { "" }
    [one] وتنتظر مراجعتك إجابة واحدة.
    [two] وتنتظر مراجعتك إجابتان.
    [few] وتنتظر مراجعتك { $waiting } إجابات.
    [many] وتنتظر مراجعتك { $waiting } إجابة.
   *[other] وتنتظر مراجعتك { $waiting } إجابة.
}
task-close-no = لا، أبقها مفتوحة
task-close-yes = نعم، أغلقها
task-closed-by-you = أُغلقت <b>{ $task }</b>.
task-closed-deadline = بلغت <b>{ $task }</b> موعدها النهائي وأُغلقت.
task-closed-full = اكتملت <b>{ $task }</b>: لكل مكان إجابة مقبولة، ولذلك أُغلقت.
task-totals = { $answered ->
    [zero] لم تصل أي إجابة.
    [one] وصلت إجابة واحدة، والمقبول { $accepted } من { $places }.
    [two] وصلت إجابتان، والمقبول { $accepted } من { $places }.
    [few] وصلت { $answered } إجابات، والمقبول { $accepted } من { $places }.
    [many] وصلت { $answered } إجابة، والمقبول { $accepted } من { $places }.
   *[other] وصلت { $answered } إجابة، والمقبول { $accepted } من { $places }.
} المدفوع: { $paid }.{ $waiting ->
    [zero] { "" }
    [one] { " " }تنتظر المراجعة إجابة واحدة: /review
    [two] { " " }تنتظر المراجعة إجابتان: /review
    [few] { " " }تنتظر المراجعة { $waiting } إجابات: /review
    [many] { " " }تنتظر المراجعة { $waiting } إجابة: /review
   *[other] { " " }تنتظر المراجعة { $waiting } إجابة: /review
}
task-closed-held = أغلق العميل المهمة <b>{ $task }</b> وأنت تعمل عليها، ونأسف لذلك. حجزتها مدة { $held }، وهذا الوقت مدفوع: <b>{ $pay }</b>.
task-closed-just-claimed = أغلق العميل المهمة <b>{ $task }</b> بعد أن حجزتها مباشرة، ونأسف لذلك. لا يلزمك فعل شيء.

newtask-form = مهمة جديدة
newtask-form-client = العميل
newtask-form-question = السؤال
newtask-form-kind = كيف يُجاب عنه؟
newtask-form-options = الخيارات، كل خيار في سطر
newtask-form-two = الاثنان، كل واحد في سطر
newtask-form-tie = هل يجوز أن يتساويا؟
newtask-form-many = كم خيارًا يجوز اختياره؟
newtask-form-many-hint = مثل 2 أو 1-3. اتركه فارغًا لأي عدد.
newtask-form-scale = المقياس
newtask-form-scale-hint = طرفاه، مثل 1-5.
newtask-form-unit = الوحدة
newtask-form-length = أقصى عدد من الأحرف
newtask-form-minutes = الدقائق
newtask-form-pay = عن كل إجابة مقبولة، بعملة { $currency }. أقل أجر { $floor } للساعة، أي { $least } عن { $length }.
newtask-form-places = كم خبيرًا ينبغي أن يجيب؟ حتى 1,000.
newtask-form-deadline = مثلًا «غدًا 17:00» أو «بعد 3 ساعات». منطقتك الزمنية: { $zone }؛ لتغييرها اكتب timezone في محادثتنا.
