# ما كسبه الخبير.

command-earnings = ما كسبته وما هو قيد المراجعة
earnings-none = لم تكسب شيئًا بعد. ما إن تجيب عن مهمة حتى يظهر هنا أجرها وحالتها.
earnings-due = <b>المستحق لك:</b> { $due }
earnings-payday = موعد الصرف القادم: { $on }.
earnings-waiting-total = <b>قيد المراجعة:</b> { $pay } ({ $n ->
        [zero] لا إجابات
        [one] إجابة واحدة
        [two] إجابتان
        [few] { $n } إجابات
        [many] { $n } إجابة
       *[other] { $n } إجابة
    })
earnings-lines = { $lines }
earnings-waiting = ⏳ { $task }: { $pay }، قيد المراجعة؛ سيصلك القرار في موعد أقصاه { $by }
earnings-answer = ✓ { $task }: { $pay }، { $state } (استُحقّ { $at })
earnings-time-held = ✓ { $task }: { $pay } عن الوقت الذي كانت فيه محجوزة لك، { $state } (استُحقّ { $at })
earnings-credit = ✓ أُضيف إلى حسابك: { $pay }، { $state } ({ $at })
earnings-test = ✓ اختبار { $field }: { $pay }، { $state } (استُحقّ { $at })
earnings-accepted = مقبول وبانتظار الصرف
earnings-accepted-for = مقبول، ويُصرف في { $on }
earnings-late = مقبول، وكان موعد صرفه { $on }
earnings-paid = صُرف
earnings-payout = ← صُرف لك: { $pay } ({ $at })
payday-promised = يُصرف في { $on }.
payout-told = <b>صُرف لك { $pay }.</b>
payout-above-due = المستحق لا يتجاوز { $due }.
earnings-rejected = ✗ { $task }: { $pay }، لم تُقبل ({ $at })
earnings-rejected-because = ✗ { $task }: { $pay }، لم تُقبل ({ $at }): { $reason }
earnings-rejected-because-words = ✗ { $task }: { $pay }، لم تُقبل ({ $at }): { $reason } – «{ $words }»
earnings-appealed = ⚖ { $task }: { $pay }، لم تُقبل، واعتراضك قيد النظر؛ سيصلك القرار في موعد أقصاه { $by }
earnings-upheld = ✗ { $task }: { $pay }، لم تُقبل، ولا بعد الاعتراض ({ $at }): { $reason }
earnings-upheld-words = ✗ { $task }: { $pay }، لم تُقبل، ولا بعد الاعتراض ({ $at }): { $reason } – «{ $words }»
button-newer = → الأحدث
button-older = الأقدم ←
silence-paid = لم يُتخذ قرار بشأن إجابتك عن <b>{ $task }</b> خلال { $days ->
        [zero] { $days } يوم
        [one] يوم واحد
        [two] يومين
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    }، فهي تُعدّ مقبولة: لك { $pay }.
