# التذكيرات: ما تقوله، وكيف تؤجَّل وتوقَف.

command-reminders = التذكيرات التي تصلك
reminder-hold-ends = <b>{ $task }</b> لك حتى { $until }. المدة المتبقية: { $left }.
reminder-later = طلبت أن أذكّرك بالمهمة <b>{ $task }</b> ({ $pay }). { $places ->
        [zero] لم يبق أي مكان
        [one] بقي مكان واحد
        [two] بقي مكانان
        [few] بقيت { $places } أماكن
        [many] بقي { $places } مكانًا
       *[other] بقي { $places } مكان
    }، وهي متاحة حتى { $deadline }.
reminder-offer-closes = تُغلق <b>{ $task }</b> ({ $pay }) في { $deadline }. المدة المتبقية: { $left }. { $places ->
        [zero] لم يبق أي مكان.
        [one] بقي مكان واحد.
        [two] بقي مكانان.
        [few] بقيت { $places } أماكن.
        [many] بقي { $places } مكانًا.
       *[other] بقي { $places } مكان.
    }
reminder-onboarding = كنت قد بدأت الانضمام، وكل ما أجبت به محفوظ. { $n ->
        [zero] لم يبق إلا أن تلقي نظرة أخيرة عليه.
        [one] بقيت خطوة واحدة.
        [two] بقيت خطوتان.
        [few] بقيت { $n } خطوات.
        [many] بقيت { $n } خطوة.
       *[other] بقيت { $n } خطوة.
    }
reminders-several = <b>{ $n ->
        [zero] لا تذكيرات
        [one] تذكير واحد
        [two] تذكيران
        [few] { $n } تذكيرات
        [many] { $n } تذكيرًا
       *[other] { $n } تذكير
    }</b>
reminder-snoozed = حسنًا: سأذكّرك في { $at }.
reminders-stopped = لن أرسل إليك هذه بعد الآن:
    { $kinds }
    يمكنك تشغيلها من جديد عبر /reminders.
reminders = <b>تذكيراتك</b>
    { $lines }

    في ساعات الهدوء لا يصلك ما يمكن تأجيله.
reminders-on = ✓ { $kind }
reminders-off = ✗ { $kind } (متوقف)
reminder-kind-hold-ends = قبل انتهاء وقت مهمة محجوزة
reminder-kind-offer-closes = قبل إغلاق عرض أجّلته
reminder-kind-onboarding = عند ترك الانضمام دون إكمال
reminder-kind-later = عندما أطلب التذكير بعرض
button-go-on = تابع
button-see-task = اعرض: { $task }
button-snooze = ذكّرني بعد { $length }
button-stop-these = أوقف هذه
button-undo = تراجع
button-switch-on = تشغيل: { $kind }
button-switch-off = إيقاف: { $kind }
reminder-proof-expires = إثباتك في { $field } ({ $kind }) ساري حتى { $until }. من فضلك قدّمه من جديد قبل ذلك، فبعده لا تُعرض عليك المهام التي تطلبه. أما ما بين يديك فيستمر.
button-show-proof = قدّمه من جديد: { $field }
reminder-kind-proof-expires = قبل شهر من انتهاء إثبات
proof-lapsed = <b>انتهت صلاحية إثبات لك في { $field }.</b> لن تُعرض عليك المهام التي تطلبه حتى تقدّمه من جديد، أما ما بين يديك فيستمر كما اتفقنا.
reminder-appeal-waits = { $n ->
        [zero] لا اعتراضات تنتظر قرارك.
        [one] اعتراض واحد ينتظر قرارك منذ { $at }. إن لم يُبتّ فيه حتى { $by } عُدّت الإجابة مقبولة ودُفع أجرها.
        [two] اعتراضان ينتظران قرارك، أقدمهما منذ { $at }. إن لم يُبتّ فيه حتى { $by } عُدّت إجابته مقبولة ودُفع أجرها.
        [few] { $n } اعتراضات تنتظر قرارك، أقدمها منذ { $at }. إن لم يُبتّ فيه حتى { $by } عُدّت إجابته مقبولة ودُفع أجرها.
        [many] { $n } اعتراضًا تنتظر قرارك، أقدمها منذ { $at }. إن لم يُبتّ فيه حتى { $by } عُدّت إجابته مقبولة ودُفع أجرها.
       *[other] { $n } اعتراض تنتظر قرارك، أقدمها منذ { $at }. إن لم يُبتّ فيه حتى { $by } عُدّت إجابته مقبولة ودُفع أجرها.
    }
reminder-kind-appeal-waits = عندما يطول انتظار اعتراض لقراري
