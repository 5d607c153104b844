# الإجابة عن مهمة: أسئلتها والملخّص وما يجب تصحيحه في الإجابة.

answering-choice = <i>السؤال { $n } من { $total }</i> · { $place } · { $task }

    <b>{ $asked }</b>
answering-options = <i>السؤال { $n } من { $total }</i> · { $place } · { $task }

    <b>{ $asked }</b>
    { $options }

    اضغط أحدها أو اكتب رقمه.
answering-number = <i>السؤال { $n } من { $total }</i> · { $place } · { $task }

    <b>{ $asked }</b>

    اكتب العدد.
answering-quantity = <i>السؤال { $n } من { $total }</i> · { $place } · { $task }

    <b>{ $asked }</b>

    اكتب العدد بوحدة { $unit }.
answering-text = <i>السؤال { $n } من { $total }</i> · { $place } · { $task }

    <b>{ $asked }</b>

    اكتب إجابتك في رسالة واحدة، بطول أقصاه { $most } من الأحرف.
answering-place-held = لك حتى { $until }
answering-place-lost = فقدتَ مكانك، وإجاباتك محفوظة
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
button-submit = أرسل

answer-no-words = من فضلك أجب بالكلمات، لا بالرموز وحدها.
number-not-a-number = لم أستطع قراءة «{ $given }» على أنه عدد. اكتبه بالأرقام، مثل 12.5 أو ١٢٫٥.
number-ambiguous = يمكن قراءة «{ $given }» بطريقتين. هل تقصد { $one } أم { $other }؟ اكتبه هكذا من فضلك.
number-out-of-range = هذا العدد أطول من أن يكون مقصودًا. من فضلك راجعه وأرسله مرة أخرى.
number-wrong-unit = المطلوب بوحدة { $unit }، وما كتبته بوحدة { $given }. من فضلك حوّله وأرسل العدد.
