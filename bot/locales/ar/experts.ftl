# ‎/experts: عدد الخبراء، للقائمين على التوظيف. أعداد فقط، لا أسماء.

command-experts = عدد الخبراء ومجالاتهم
button-experts = جميع الخبراء
experts-counting = أعدّ الخبراء الآن، وتصلك الأرقام بعد لحظات.
experts-uncounted = تعذّر عدّ الخبراء الآن. من فضلك حاول مرة أخرى بعد دقائق.
experts-all = <b>الخبراء</b>
    { $lines }
experts-joined = { $n ->
    [zero] لم ينضم أي خبير.
    [one] انضم خبير واحد.
    [two] انضم خبيران.
    [few] انضم { $n } خبراء.
    [many] انضم { $n } خبيرًا.
   *[other] انضم { $n } خبير.
}
experts-joined-more = عدد الخبراء المنضمين أكثر من { $n }.
experts-ready = <b>يمكن أن تُعرض عليهم المهام الآن:</b> { $n }
experts-away = <b>في استراحة:</b> { $paused }. <b>تعذّر الوصول إليهم:</b> { $unreachable }
experts-platforms = <b>يكتبون من:</b> { $list }
experts-fields = <b>يعمل معظمهم في</b>
    { $lines }
experts-in-field = • { $field }: { $n }
experts-search = لمجال بعينه اكتب ما تسميه به: <b>/experts أمراض الكبد</b>
experts-few = أقل من { $few }
experts-none = <b>لم ينضم أي خبير بعد.</b>
experts-few-joined = <b>لم ينضم حتى الآن إلا خبير أو اثنان.</b> متى زاد عددهم أخبرك بصفاتهم.
experts-join = ينضم الخبراء بكتابة /start لهذا البوت. ويمكنك أن تصف مهمة في هذه الأثناء: كل من ينضم ويستوفي شروطها تصله.
experts-join-links = ادعُ الخبراء بهذا الرابط، فينضمون بالضغط على زر البدء هناك:
    { $links }

    ويمكنك أن تصف مهمة في هذه الأثناء: كل من ينضم ويستوفي شروطها تصله.
experts-which = قد يعني ذلك أكثر من مجال. أيها تقصد؟
experts-field-unknown = لا أعرف مجالًا اسمه «{ $given }». من فضلك جرّب كلمات أخرى أو أعم، مثل <b>/experts الطب</b>
experts-field = <b>{ $field }</b>
    { $lines }
experts-field-ready = { $n ->
    [zero] لا يوجد خبير يمكن أن تُعرض عليه المهام الآن.
    [one] خبير واحد يمكن أن تُعرض عليه المهام الآن.
    [two] خبيران يمكن أن تُعرض عليهما المهام الآن.
    [few] { $n } خبراء يمكن أن تُعرض عليهم المهام الآن.
    [many] { $n } خبيرًا يمكن أن تُعرض عليهم المهام الآن.
   *[other] { $n } خبير يمكن أن تُعرض عليهم المهام الآن.
}
experts-awake = <b>المستيقظون:</b> { $awake }. <b>النائمون:</b> { $asleep }
experts-awake-awake = معظمهم مستيقظون.
experts-awake-asleep = معظمهم نائمون.
experts-awake-both = بعضهم مستيقظ وبعضهم نائم.
experts-rates = <b>الأجر في الساعة:</b> يقبل نصفهم { $half } أو أقل، وثلاثة أرباعهم { $most } أو أقل
experts-field-none = <b>{ $field }:</b> لا أحد يمكن أن تُعرض عليه المهام الآن.
experts-field-few = <b>{ $field }:</b> لا يمكن أن تُعرض المهام الآن إلا على خبير أو اثنين. متى زاد عددهم أخبرك بصفاتهم.
