"""What the pages of the steps say before and after."""

from meisters.rules import workflows

SENTENCES = {
    workflows.RECEIVE.name: (
        "署名済みの申請書を受け取ったことを記録します。"
        "申請日が未入力のときは、受付日を申請日にします。"
    ),
    workflows.CONFIRM.name: (
        "次の判定の結果を記録し、内容の編集を止めます。直すときは「作成中に戻して修正する」を選びます。"
    ),
    workflows.REQUEST_APPROVAL.name: (
        "承認者の一覧に表示されます。承認されるまで内容は編集できません。"
        "承認者が処理する前であれば、引き戻せます。"
    ),
    workflows.PULL_BACK.name: (
        "承認の依頼を取り消して、作成中に戻します。承認者が認めた例外も取り消されます。"
    ),
    workflows.REOPEN.name: (
        "作成中に戻して、内容を直せるようにします。承認と、承認者が認めた例外は取り消されます。"
        "直した後は、受付からもう一度進めます。"
    ),
    workflows.ANSWER_INQUIRY.name: (
        "センターからの照会に回答し、「センター提出済」に戻します。"
        "文書番号を付けた「照会事項への回答について」、補正後の申請書、添付書類を一式にまとめ、"
        "センター提出の「書類」に保管します。"
    ),
    workflows.CORRECT_REJECTION.name: (
        "誤って入力した不認定の記録を取り消し、「センター提出済」に戻します。"
        "結果は、センター提出の画面で入力し直してください。"
    ),
    workflows.WITHDRAW.name: (
        "この申請を取り下げます。取下げは取り消せません。候補者は「候補」に戻ります。"
    ),
}
DONE = {
    workflows.RECEIVE.name: "{}を受け付けました。次は要件を確認してください。",
    workflows.CONFIRM.name: "{}を要件確認済みにしました。次は承認を依頼してください。",
    workflows.REQUEST_APPROVAL.name: "{}の承認を依頼しました。承認者の処理を待ってください。",
    workflows.PULL_BACK.name: "{}を引き戻しました。直してから、もう一度進めてください。",
    workflows.REOPEN.name: "{}を作成中に戻しました。直してから、もう一度受け付けてください。",
    workflows.ANSWER_INQUIRY.name: (
        "{}の補正を提出済みにしました。"
        "センター提出の「書類」から回答の一式を出力して、センターへ送ってください。"
    ),
    workflows.CORRECT_REJECTION.name: (
        "{}の不認定の記録を取り消しました。センター提出の画面で結果を入力してください。"
    ),
    workflows.WITHDRAW.name: "{}を取り下げました。",
}
