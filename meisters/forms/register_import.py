"""The upload of a register."""

from django import forms

from aomori_skills.base.forms import Group, StaffForm


class RegisterImportForm(StaffForm):
    """The file, and whether workplaces that the master doesn't have shall be added to it."""

    file = forms.FileField(
        label="名簿のファイル",
        help_text="様式か、この名簿から出力したExcel（.xlsx、10MBまで）を選択してください。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    adds_employers = forms.BooleanField(
        label="登録のない勤務先を新しく登録する",
        required=False,
        help_text="選ばないときは、企業・団体に登録のない勤務先を誤りとして表示します。",
    )
    groups = (Group("取り込むファイル", "file", "adds_employers"),)
