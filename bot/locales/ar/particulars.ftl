# ما يُسأل عنه الشخص.

particulars-language = <b>مرحبًا، أنا Callboard.</b> أعرض على المتخصصين مهامّ مدفوعة الأجر، هنا في المحادثة نفسها. يستغرق الانضمام نحو خمس دقائق، ويمكنك التوقف والعودة متى شئت.

    بأي لغة نتحدّث؟ Which language shall we use?
particulars-language-again = <b>بأي لغة نتحدّث؟</b> Which language shall we use?
particulars-timezone = <b>كم الساعة عندك الآن؟</b> اضغط عليها، أو اكتب مدينتك أو بلدك أو ما يشبه «UTC+3».
particulars-name = <b>ما اسمك؟</b> كما هو مكتوب في شهاداتك. اضغط عليه أدناه إن كان صحيحًا، أو اكتبه.
particulars-field = <b>ما مجالك؟</b> صِفه بكلماتك، مثل «زراعة الكبد» أو «ضرائب الشركات الصغيرة».
particulars-field-again = <b>لنجرّب كلمات أخرى.</b> لم أجد مجالك بعد. ما المكتوب على باب مكتبك أو على شهادتك؟
particulars-field-pick = <b>أيّ هذه هو الأقرب؟</b>
particulars-field-none = لا شيء منها: سأصفه بطريقة أخرى
particulars-level = مجالك: <b>{ $field }</b>.

    <b>ما مستواك فيه؟</b>
particulars-rate = <b>ما أقل أجر تقبله للساعة؟</b> لن يُعرض عليك أقل منه. اضغط على مبلغ أو اكتبه؛ و{ $floor } هو أقل ما يُعرض هنا على أحد. يمكنك تغييره متى شئت.
particulars-rate-option = { $rate } للساعة
particulars-quiet = <b>متى تفضّل ألا أزعجك؟</b> في ساعات هدوئك لا أرسل شيئًا يحتمل التأجيل. اضغط أدناه، أو اكتب مثلًا «21:30-6».

seniority-student = طالب
seniority-graduate = خرّيج
seniority-practising = ممارس
seniority-senior = خبير متمرّس

quiet-none = بلا ساعات هدوء
quiet-span = من { $start } إلى { $end }
quiet-unclear = لم أفهم الوقتين. اكتب متى يبدأ الهدوء ومتى ينتهي، مثل «21:30-6» أو «10م-7ص».
quiet-all-day = البداية والنهاية متطابقتان. اكتب وقتين مختلفين، مثل «22-7». وإن أردت ألا تسمع مني أيامًا فاكتب /pause.
zone-unknown = لا أعرف مكانًا اسمه «{ $given }». اكتب أكبر مدينة قريبة منك أو بلدك أو فرق الساعات عن التوقيت العالمي، مثل «UTC+3».
zone-several = قد يكون هذا واحدًا من عدة أماكن. من فضلك اكتب أقرب مدينة إليك:
    { $options }
name-no-letters = الاسم يُكتب بالحروف. من فضلك اكتبه كما هو في شهاداتك.
field-unknown = لم أعد أعرف هذا المجال. من فضلك اختر غيره في /profile.
