# ما نعرفه عن الشخص، وكيف يغيّره.

command-profile = مجالك وإثباتاتك وشروطك، وكيف تغيّرها
command-language = تغيير اللغة
command-timezone = تغيير منطقتك الزمنية
command-pause = إيقاف العروض مدة
command-resume = استقبال العروض من جديد
button-profile = ملفي
button-pause = أوقف العروض
button-resume = استأنف العروض

profile-none = لم تنضم خبيرًا بعد. يستغرق ذلك نحو خمس دقائق: ابدأ بالأمر /start.
profile = <b>ملفك</b>
    { $lines }
profile-credentials = <b>إثباتاتك</b>
    { $lines }
profile-no-credentials = لا شيء بعد. إثبات واحد يفتح معظم المهام.
profile-name = الاسم
profile-field = المجال
profile-level = المستوى
profile-rate = أقل أجر للساعة
profile-quiet = ساعات الهدوء
profile-timezone = المنطقة الزمنية
profile-language = اللغة
profile-country = البلد
profile-languages = لغات العمل
profile-hours = الساعات في الأسبوع
profile-kinds = أنواع الأسئلة
profile-employer = جهة العمل
profile-consent = موافقتك على ما أحتفظ به
profile-proof = الإثباتات
profile-add = أضف إثباتًا
profile-terms-change = غيّر كل شروطي
terms-form = شروطك
terms-form-rate = أقل أجر للساعة. لن يُعرض عليك ما هو أقل منه.
terms-form-quiet = مثلًا «21:30-6»، أو «لا». لا يصلك فيها ما يمكن تأجيله.
terms-form-hours = الحد الأقصى في الأسبوع، بدءًا من الاثنين؛ و0 لمن لا يريد حدًّا.
terms-form-languages = اللغات التي يمكنك العمل بها.
terms-form-country = بعض المهام لبلدان معيّنة فقط.
terms-form-kinds = ما تفضّل الإجابة عنه؛ ودون اختيار تصلك كلها.
terms-changed = <b>تم التغيير</b>
    { $lines }
terms-unchanged = لم يتغيّر شيء: تبقى شروطك كما هي.
profile-timezone-set = <b>تم التغيير:</b> منطقتك الزمنية الآن { $clock }.
profile-changed = <b>تم التغيير:</b> { $what }.

credential-line = • { $kind } ({ $claim })، { $field }: { $how }
credential-line-unnamed = • { $kind }، { $field }: { $how }
credential-line-alone = • { $kind }: { $field }: { $how }
credential-kind-affiliation = بريد العمل
credential-kind-degree = شهادة أو درجة علمية
credential-kind-licence = ترخيص مزاولة
credential-kind-certificate = شهادة مهنية
credential-kind-publications = أبحاث منشورة
credential-kind-profile = صفحة عامة
credential-kind-document = وثيقة أخرى
credential-kind-test = اختبار تأهيل
credential-kind-language = اللغة
credential-kind-identity = الاسم
credential-pending = بانتظارك
credential-pending-review = لدى مراجع
credential-failed = لم يُقبل
credential-expired = انتهت صلاحيته، من فضلك قدّمه من جديد
credential-declared = بقولك وحدك، غير مثبتة
credential-level-1 = صحيح الشكل، حتى { $until }
credential-level-2 = ثبت أنه لك، حتى { $until }
credential-level-3 = مُدرج في سجل رسمي، حتى { $until }
credential-level-4 = مؤكَّد، حتى { $until }

pause = <b>كم تدوم الاستراحة؟</b> لن أرسل إليك خلالها عروضًا ولا تذكيرات. ويستمر ما حجزته وما هو قيد المراجعة.
pause-day = يوم واحد
pause-week = أسبوع واحد
pause-open = إلى أن أعود
pause-until = العروض متوقفة حتى { $until }. ويُنهي /resume التوقف قبل ذلك.
pause-until-return = العروض متوقفة إلى أن تعود. يُنهي /resume التوقف.
pause-over = سعداء بعودتك: ستصلك العروض من جديد.
