"""What a permission is called, and the sentence for somebody who lacks it."""

from aomori_skills.base.roles import PERMISSIONS, Role

WORDS = {
    "office.view_home": "ホームの閲覧",
    "office.view_masters": "マスタの閲覧",
    "office.edit_organizations": "企業・団体の登録と編集",
    "office.merge_organizations": "企業・団体の統合",
    "office.edit_rules": "年度の基準の変更",
    "office.edit_masters": "マスタの変更",
    "office.edit_profile": "コーナーの設定の変更",
    "office.manage_users": "利用者の管理",
    "office.manage_delegations": "承認の代理の設定",
    "office.use_admin": "管理画面の利用",
    "paperwork.view_documents": "公文書台帳の閲覧",
    "paperwork.issue_documents": "公文書の発行",
    "paperwork.manage_jobs": "時間のかかる処理の管理",
    "paperwork.view_messages": "文書・メールの閲覧",
    "paperwork.send_messages": "文書・メールの作成と送信",
    "paperwork.export_personal": "個人情報を含む文書の出力",
    "paperwork.edit_templates": "文例の変更",
    "paperwork.view_disclosures": "個人情報の出力記録の閲覧",
    "meisters.view_candidates": "候補者の閲覧",
    "meisters.edit_candidates": "候補者の登録と編集",
    "meisters.view_visits": "訪問の閲覧",
    "meisters.edit_visits": "訪問の登録と編集",
    "meisters.view_applications": "認定申請の閲覧",
    "meisters.edit_applications": "認定申請の登録と編集",
    "meisters.approve_applications": "認定申請の承認",
    "meisters.override_rules": "認定の基準の例外の承認",
    "meisters.view_batches": "センターへの提出の閲覧",
    "meisters.edit_batches": "センターへの提出の登録と編集",
    "meisters.view_meisters": "マイスターの閲覧",
    "meisters.edit_meisters": "マイスターの登録と編集",
    "meisters.import_meisters": "マイスター名簿の取込み",
    "meisters.view_briefings": "説明会の閲覧",
    "meisters.edit_briefings": "説明会の登録と編集",
    "meisters.view_courses": "講習の閲覧",
    "meisters.edit_courses": "講習の登録と編集",
    "meisters.view_confirmations": "活動継続の確認の閲覧",
    "meisters.edit_confirmations": "活動継続の確認の登録と編集",
    "meisters.close_years": "年度の締め",
    "meisters.merge_people": "人の統合",
    "meisters.export_personal": "個人情報の閲覧と出力",
    "meisters.view_bank_accounts": "振込先の閲覧",
    "meisters.edit_bank_accounts": "振込先の変更",
    "dispatch.view_consultations": "相談・援助の閲覧",
    "dispatch.edit_consultations": "相談・援助の登録と編集",
    "dispatch.delete_consultations": "相談・援助の削除",
    "dispatch.view_surveys": "派遣希望調査の閲覧",
    "dispatch.edit_surveys": "派遣希望調査の登録と編集",
    "dispatch.view_requests": "派遣依頼の閲覧",
    "dispatch.edit_requests": "派遣依頼の登録と編集",
    "dispatch.approve_requests": "派遣の決定",
    "dispatch.override_rules": "派遣の基準の例外の承認",
    "dispatch.view_trainees": "受講者の氏名の閲覧",
    "dispatch.edit_trainees": "受講者名簿の編集",
    "dispatch.view_instructors": "熟練技能者・補助員の閲覧",
    "dispatch.edit_instructors": "熟練技能者・補助員の登録と編集",
    "dispatch.view_calendar": "予定表の閲覧",
}


def lacking(permission: str) -> str:
    """What is missing, who has it, and whom to ask."""
    holders = [role for role in Role if role in PERMISSIONS[permission]]
    names = "・".join(f"「{role.label}」" for role in holders)
    return (
        f"「{WORDS[permission]}」の権限がありません。この権限は、{names}の役割の職員にあります。"
        "その職員に操作を依頼するか、自分で行う必要があるときは、"
        "管理者に役割の追加を依頼してください。"
    )
