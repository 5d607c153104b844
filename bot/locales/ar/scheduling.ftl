# القائمون على التوظيف: إرسال يبدأ لاحقًا.

schedule-at = متى نرسل <b>{ $task }</b>؟ اضغط موعدًا، أو اكتبه، مثل «غدًا ٩:٠٠» أو «الاثنين ٩ صباحًا»: آخر موعد { $latest }، حتى يمكن إنجاز العمل قبل الموعد النهائي.

    المنطقة الزمنية: { $zone }؛ لتغييرها اكتب /timezone.
schedule-form = إرسال لاحقًا
schedule-form-at = متى تُرسل؟
schedule-form-hint = آخر موعد { $latest }، حتى يمكن إنجاز العمل قبل الموعد النهائي.
schedule-in-an-hour = بعد ساعة: { $at }
schedule-evening = هذا المساء: { $at }
schedule-tomorrow = غدًا: { $at }
schedule-next-week = الأسبوع القادم: { $at }
schedule-after-deadline = هذا { $given }، وهو متأخر لمهمة تُغلق في { $deadline }: آخر موعد { $latest }. اختر وقتًا أبكر، أو عدّل الموعد النهائي أولًا.
schedule-no-time = تُغلق <b>{ $task }</b> في { $deadline }، ولا يبقى وقت لإرسالها لاحقًا. أرسلها الآن، أو عدّل موعدها النهائي.
schedule-set = تُرسل <b>{ $task }</b> تلقائيًا: <b>{ $at }</b> ({ $zone }).
schedule-then = هذا هو العدد الآن. يتحدد من تصله عند الإرسال، ولا يوقَظ أحد من أجلها.
schedule-beyond = صار موعدها النهائي { $deadline }: لن تُرسل وهي على هذه الحال. اختر وقتًا آخر أو موعدًا نهائيًا أبعد.
schedule-late = كان موعد إرسال <b>{ $task }</b> { $at }، لكنني لم أستطع الإرسال حينها. لن يُرسل شيء حتى تأذن بذلك؛ موعدها النهائي { $deadline }.
schedule-now = أرسل الآن
schedule-other = وقت آخر
schedule-cancel = إلغاء الإرسال
schedule-now-sure = هل نرسل <b>{ $task }</b> الآن بدل موعدها؟ لا يمكن استرجاع ما أُرسل.
schedule-now-yes = نعم، أرسلها الآن
schedule-now-no = لا، أبقِ الموعد
schedule-cancel-sure = هل نلغي إرسال <b>{ $task }</b>؟ تبقى مسودة، ويمكنك إرسالها متى شئت.
schedule-cancel-yes = نعم، ألغِ الإرسال
schedule-cancel-no = لا، أبقِ الموعد
schedule-cancelled = لن تُرسل <b>{ $task }</b> تلقائيًا. هي مسودة، وتجدها في /tasks.
schedule-none = لم يعد لإرسال <b>{ $task }</b> موعد. اكتب /tasks لترى حالها.
schedule-not-sent = كان موعد إرسال <b>{ $task }</b> { $at }، ولم يُرسل شيء. صارت مسودة من جديد.
schedule-moved-by-other = حدّد { $who } وقتًا آخر لإرسال <b>{ $task }</b> التي كنتَ قد حدّدت موعدها.
schedule-sent-by-other = أرسل { $who } المهمة <b>{ $task }</b> التي كنتَ قد حدّدت موعدها.
schedule-cancelled-by-other = ألغى { $who } إرسال <b>{ $task }</b> التي كنتَ قد حدّدت موعدها. هي الآن مسودة.
