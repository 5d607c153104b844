# مهام المسؤول عن التوظيف بالأرقام.

command-audience = من تصل إليهم المهمة
command-stats = كل مهامك بالأرقام
audience-which = <b>جمهور أي مهمة؟</b> اضغط إحداها.
audience-none = لا مهمة لديك يمكن إرسالها. صِف واحدة، وسأخبرك بمن تصل إليهم قبل إرسال شيء أو دفعه.
audience-of = <b>{ $task }</b>
stats = <b>كيف تسير الأمور</b>
    { $lines }
stats-tasks = المهام: المفتوحة { $open }، والمسودات { $draft }، والمغلقة { $closed }
stats-places = أماكن المهام المفتوحة: المشغول { $taken } من { $places }، ويُعمل الآن على { $held }
stats-answers = الإجابات: { $n }، منها المقبول { $accepted }، والمرفوض { $refused }، وبانتظار المراجعة { $waiting }
stats-paid = المدفوع للخبراء: { $pay }
stats-picture = كيف تمتلئ أحدث مهامك
stats-picture-failed = تعذّر رسم صورة امتلاء مهامك أو إرسالها. الأرقام المكتوبة أعلاه كاملة. اكتب /stats للمحاولة من جديد، وإن تعذّرت ثانيةً فأخبر من يدير الخدمة، ففي سجلّها السبب.
stats-picture-bars = الأشرطة: النسبة من أماكن المهمة
stats-picture-offered = عُرضت
stats-picture-claimed = حُجزت
stats-picture-answered = أُجيب عنها
stats-picture-accepted = قُبلت
stats-picture-paid = دُفع
stats-picture-open = مفتوحة: بقي { $left } من { $places }
stats-picture-closed = { $places ->
    [zero] مغلقة: بلا أماكن
    [one] مغلقة: مكان واحد
    [two] مغلقة: مكانان
    [few] مغلقة: { $places } أماكن
    [many] مغلقة: { $places } مكانًا
   *[other] مغلقة: { $places } مكان
}
