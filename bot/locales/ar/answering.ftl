# الإجابة عن مهمة: أسئلتها والملخّص وما يجب تصحيحه في الإجابة.

answering-head = <i>السؤال { $n } من { $total }</i> · { $place } · { $task }

    <b>{ $asked }</b>
answering-choice = { answering-head }
answering-choice-listed = { answering-head }
    { $options }

    اضغط أحدها أو اكتب رقمه.
answering-choices = { answering-head }

    اختر { $many }: اضغط كل خيار تريده ثم «تم». أو اكتبها مفصولة بفواصل.
answering-choices-listed = { answering-head }
    { $options }

    اختر { $many }: اضغط كل خيار تريده ثم «تم». أو اكتب أرقامها مفصولة بفواصل.
answering-number = { answering-head }

    اكتب العدد.
answering-quantity = { answering-head }

    اكتب العدد بوحدة { $unit }.
answering-text = { answering-head }

    اكتب إجابتك في رسالة واحدة، بطول أقصاه { $most } من الأحرف.
answering-rating = { answering-head }

    اضغط أو اكتب عددًا صحيحًا على المقياس { $scale }.
answering-ranking = { answering-head }

    اضغطها بالترتيب والأفضل أولًا. أو اكتبها كلها بالترتيب مفصولة بفواصل.
answering-ranking-listed = { answering-head }
    { $options }

    اضغطها بالترتيب والأفضل أولًا. أو اكتب أرقامها بالترتيب مفصولة بفواصل.
answering-pair = { answering-head }

    أيهما أفضل؟ اضغطه أو اكتبه.
answering-pair-listed = { answering-head }
    { $options }

    أيهما أفضل؟ اضغطه أو اكتب رقمه.
answering-formula = { answering-head }

    اكتب الصيغة الكيميائية، مثل H2SO4 أو Ca(OH)2.
answering-math = { answering-head }

    اكتب العبارة الرياضية، مثل (x-1)(x+1) أو sqrt(2) أو \frac{ "{" }1{ "}" }{ "{" }2{ "}" }.
answering-reading = <b>{ $task }</b>
    لحظة من فضلك: نقرأ عبارتك الرياضية، ثم ترى كل إجاباتك.
answer-being-read = ما زالت القراءة جارية. تستغرق ثوانيَ قليلة، وستراها هنا.
answer-asked-again = سأسألك عنها مرة أخرى بعد أن تجيب عن بقية الأسئلة.
answer-unread = السؤال { $n }:
answer-chosen = ☑ { $option }
answer-not-chosen = ☐ { $option }
answer-done = تم
answer-ranked = { $n } · { $option }
answer-undo = تراجع عن الأخير
answer-tie = كلاهما جيد بالقدر نفسه
answer-rated = { $value } (من { $least } إلى { $most })
choices-any = أي عدد منها
choices-exactly = { $n ->
    [zero] { $n }
    [one] واحدًا
    [two] اثنين
    [few] { $n }
    [many] { $n }
   *[other] { $n }
}
choices-between = من { $least } إلى { $most }
answering-place-held = لك حتى { $until }
answering-place-lost = فقدتَ مكانك، وإجاباتك محفوظة
answering-lapsed = انتهى وقتك في <b>{ $task }</b> ولم يعد لك مكان محجوز فيها. { $n ->
        [zero] لم تكن قد أجبت عن شيء بعد.
        [one] الإجابة التي قدّمتها محفوظة.
        [two] الإجابتان اللتان قدّمتهما محفوظتان.
        [few] الإجابات الـ{ $n } التي قدّمتها محفوظة.
        [many] الإجابات الـ{ $n } التي قدّمتها محفوظة.
       *[other] الإجابات الـ{ $n } التي قدّمتها محفوظة.
    } اكتب /work لترى هل يمكنك حجزها من جديد وما هو متاح غيرها.
answering-again = <b>{ $task }</b>
    انتهى وقتك قبل الإرسال، لكن كل إجاباتك محفوظة. { $places ->
        [zero] كل الأماكن محجوزة الآن. إن خلا مكان فهذا الزر يحجزه لك، ثم يمكنك الإرسال.
        [one] هناك مكان متاح: احجزه ثم أرسل.
        [two] هناك مكانان متاحان: احجز أحدهما ثم أرسل.
        [few] هناك { $places } أماكن متاحة: احجز أحدها ثم أرسل.
        [many] هناك { $places } مكانًا متاحًا: احجز أحدها ثم أرسل.
       *[other] هناك { $places } مكان متاح: احجز أحدها ثم أرسل.
    }
answering-summary = <b>إجاباتك</b> · { $place } · { $task }

    { $lines }

    هل كل شيء صحيح؟ لا يمكن تغييرها بعد الإرسال.
answering-label = السؤال { $n }
answering-line = { $asked }
    ← { $answer }
answering-submitted = <b>{ $task }</b>: وصلت إجابتك، شكرًا لك. سيصلك القرار خلال { $days ->
        [zero] { $days } يوم
        [one] يوم واحد
        [two] يومين
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    } على الأكثر، وعند القبول تحصل على { $pay }.
answering-closed = أُغلقت <b>{ $task }</b> في هذه الأثناء، ولم تعد إجاباتك مطلوبة. إن أُغلقت وهي محجوزة لك فالوقت مدفوع: اكتب /earnings.
answering-leave = هل تترك <b>{ $task }</b> جانبًا؟ { $n ->
        [zero] سيُحذف ما بدأته.
        [one] ستُحذف الإجابة التي قدّمتها.
        [two] ستُحذف الإجابتان اللتان قدّمتهما.
        [few] ستُحذف { $n } إجابات قدّمتها.
        [many] ستُحذف { $n } إجابة قدّمتها.
       *[other] ستُحذف { $n } إجابة قدّمتها.
    } لا يمكن التراجع عن ذلك.

    { $place }
answering-leave-yes = نعم، احذف ما أجبت به
answering-leave-again = ابدأ من جديد
answering-leave-held = يبقى مكانك محجوزًا لك حتى { $until }، واكتب /work للعودة إليه. إن لم تعد تريده فأعِد المهمة من فضلك ليأخذ غيرك المكان.
answering-leave-lost = لم يعد لك مكان محجوز فيها؛ اكتب /work لترى هل يمكنك حجز مكان من جديد.
answering-left = <b>{ $task }</b>: حُذف ما أجبت به. { $place }
answering-left-nothing = <b>{ $task }</b>: لم تكن قد أجبت عن شيء بعد، فلم تفقد شيئًا. { $place }
button-submit = أرسل

answer-no-words = من فضلك أجب بالكلمات، لا بالرموز وحدها.
number-not-a-number = لم أستطع قراءة «{ $given }» على أنه عدد. اكتبه بالأرقام، مثل 12.5 أو ١٢٫٥.
number-not-a-whole-number = لم أستطع قراءة «{ $given }» على أنه عدد. اكتبه بالأرقام، مثل 12 أو ١٢.
number-ambiguous = يمكن قراءة «{ $given }» بطريقتين. هل تقصد { $one } أم { $other }؟ اكتبه هكذا من فضلك.
number-out-of-range = هذا العدد أطول من أن يكون مقصودًا. من فضلك راجعه وأرسله مرة أخرى.
number-wrong-unit = المطلوب بوحدة { $unit }، وما كتبته بوحدة { $given }. من فضلك حوّله وأرسل العدد.

choices-unknown = «{ $given }» ليس من الخيارات. اكتب كلمات الخيار أو رقمه، وافصل بفواصل إن طُلب أكثر من خيار.
choices-too-few = { $least ->
    [zero] من فضلك اختر.
    [one] من فضلك اختر واحدًا على الأقل.
    [two] من فضلك اختر اثنين على الأقل.
    [few] من فضلك اختر { $least } على الأقل.
    [many] من فضلك اختر { $least } على الأقل.
   *[other] من فضلك اختر { $least } على الأقل.
}
choices-too-many = { $most ->
    [zero] من فضلك لا تختر شيئًا.
    [one] من فضلك اختر واحدًا فقط.
    [two] من فضلك اختر اثنين على الأكثر.
    [few] من فضلك اختر { $most } على الأكثر.
    [many] من فضلك اختر { $most } على الأكثر.
   *[other] من فضلك اختر { $most } على الأكثر.
}
ranking-incomplete = { $n ->
    [zero] من فضلك اذكر الخيارات.
    [one] من فضلك اذكره مرة واحدة.
    [two] من فضلك اذكر الاثنين، كلًّا مرة واحدة، والأفضل أولًا.
    [few] من فضلك اذكرها كلها وعددها { $n }، كلًّا مرة واحدة، والأفضل أولًا.
    [many] من فضلك اذكرها كلها وعددها { $n }، كلًّا مرة واحدة، والأفضل أولًا.
   *[other] من فضلك اذكرها كلها وعددها { $n }، كلًّا مرة واحدة، والأفضل أولًا.
}
formula-unreadable = لم أستطع قراءة «{ $given }» على أنها صيغة كيميائية. اكتبها مثل H2SO4 أو Ca(OH)2 بالحروف الكبيرة والصغيرة كما هي.
math-unreadable = لم أستطع قراءة «{ $given }» على أنها عبارة رياضية. اكتبها مثل (x-1)(x+1) أو sqrt(2) أو \frac{ "{" }1{ "}" }{ "{" }2{ "}" }.
math-too-long = العبارة الرياضية لا تزيد على { $most } من الأحرف.
math-too-slow = حساب هذه العبارة يطول أكثر من اللازم. من فضلك بسّطها.
