# ما يُقال في كل مكان: التقدّم والأزرار وما يجب تصحيحه في الإجابة.

progress = <i>الخطوة { $n } من { $of }</i>
summary-line = <b>{ $label }:</b> { $value }

duration-minutes = { $n ->
    [zero] { $n } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
duration-hours = { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
duration-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}

button-back = → رجوع
button-cancel = إلغاء
button-edit = تعديل: { $what }
button-start = ابدأ
kept-button = بلا تغيير: { $now }
button-help = مساعدة
button-work = المهام المتاحة
button-earnings = الأرباح
button-tasks = مهامي

talk-stale = تجاوزنا ذلك السؤال. نحن الآن هنا:
talk-over = انتهت تلك المحادثة، ولم يعد لهذا الزر أثر. اكتب /help لترى ما يمكنك فعله.
talk-nothing-open = لا سؤال مفتوحًا نعود إليه. اكتب /help لترى ما يمكنك فعله.
talk-cancel-sure = هل نحذف ما أجبت به هنا؟ لا يمكن التراجع عن ذلك.
talk-cancel-yes = نعم، احذفه
talk-cancel-no = لا، لنُكمل
talk-cancelled = تم الحذف. اكتب /help لترى ما يمكنك فعله بعد ذلك.
talk-cancelled-nothing = حسنًا، لم يتغيّر شيء. اكتب /help لترى ما يمكنك فعله.

answer-not-offered = من فضلك اضغط أحد الأزرار أدناه، أو اكتب ما عليه.
answer-not-words = من فضلك اكتب الإجابة في رسالة نصية.
answer-not-a-file = من فضلك أرسل ملفًا أو صورة: اضغط على مشبك الورق.
answer-tap-below = إن كان كل شيء صحيحًا فاضغط الزر الأول أو اكتب «نعم»، ولتغيير سطر اضغط زر تعديله.
answer-too-short = { $least ->
    [zero] من فضلك اكتب شيئًا.
    [one] من فضلك اكتب شيئًا.
    [two] من فضلك اكتب حرفين على الأقل؛ عدد أحرف ما كتبته { $given }.
    [few] من فضلك اكتب { $least } أحرف على الأقل؛ عدد أحرف ما كتبته { $given }.
    [many] من فضلك اكتب { $least } حرفًا على الأقل؛ عدد أحرف ما كتبته { $given }.
   *[other] من فضلك اكتب { $least } حرف على الأقل؛ عدد أحرف ما كتبته { $given }.
}
answer-too-long = عدد أحرف ما كتبته { $given }، والحد الأقصى { $most }. من فضلك اختصره وأرسله مرة أخرى.
number-not-whole = من فضلك أرسل عددًا صحيحًا؛ في { $given } كسر.
number-too-small = { $given } أصغر من اللازم: الحد الأدنى { $least }.
number-too-large = { $given } أكبر من اللازم: الحد الأقصى { $most }.
money-too-small = { $given } أقل من اللازم: الحد الأدنى { $least }.
money-too-large = { $given } أكثر من اللازم: الحد الأقصى { $most }.
money-too-fine = في هذا المبلغ منازل عشرية أكثر مما تسمح به العملة { $currency }. من فضلك قرّبه وأرسله من جديد.
moment-past = هذا يعني { $given }، وقد مضى. من فضلك أرسل وقتًا قادمًا.
moment-too-far = هذا بعيد جدًا: أقصى موعد هو { $latest }.
moment-unclear = لم أفهم الوقت. اكتب مثلًا «غدًا 17:00» أو «بعد 3 ساعات» أو «{ $example }».

help = <b>ما يمكنك فعله</b>
    { $lines }

    داخل المحادثة: /back يعود إلى السؤال السابق و /cancel يُنهيها.
help-line = /{ $command } – { $does }
command-help = ما يمكنك فعله هنا
command-back = العودة إلى السؤال السابق
command-cancel = إنهاء هذه المحادثة
command-unknown = لا أعرف الأمر /{ $word }. إليك ما يمكنك فعله:
nothing-asked = شكرًا، لكنني لا أنتظر إجابة الآن. إليك ما يمكنك فعله:
nothing-asked-file = شكرًا، لكنني لا أنتظر ملفًا الآن، ولذلك لم أحتفظ به. إليك ما يمكنك فعله:
button-old = هذا الزر من رسالة قديمة ولم يعد له أثر. إليك ما يمكنك فعله:
something-failed = حدث خطأ من جهتنا. ما أرسلته محفوظ، وقد أُبلغنا بذلك. حاول مرة أخرى أو اكتب /help.
inspect-file-failed = تعذّر الوصول إلى الملف. من فضلك أرسله مرة أخرى، وبحجم لا يزيد على 20 ميغابايت.

gone = لم يعد ذلك موجودًا.
not-yours = هذا لشخص آخر ولا يعمل إلا له. اكتب /help لترى ما يمكنك فعله هنا.
staff-only = هذا للقائمين على التوظيف. إن كنت منهم فاطلب رابط دعوة من المشرف.

form-open = املأ نموذجًا
form-submit = تم
form-required = من فضلك املأ هذه الخانة.
form-not-opened = تعذّر فتح النموذج. يمكنك الإجابة هنا سؤالًا بعد سؤال.
form-over = انتهى ما كان هذا النموذج من أجله: أُرسل من قبل، أو انتهى في هذه الأثناء. لم يُستخدم مرة أخرى. اكتب /help لترى ما يمكنك فعله.
