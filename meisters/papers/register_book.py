"""マイスター名簿 as a workbook that can be changed in Excel and imported again."""

from aomori_skills.base.workbook import Workbook
from aomori_skills.office.models import Municipality, Trade
from meisters.services import register_columns

NAME = "マイスター名簿"


def register_book(meisters) -> bytes:
    """The people in ``meisters`` (``Meister.objects.for_register()``), or a form to fill in."""
    meisters = list(meisters)
    columns = register_columns.columns(meisters)
    choices = register_columns.offered(
        meisters,
        tuple(Trade.objects.values_list("name", flat=True)),
        tuple(Municipality.objects.values_list("name", flat=True)),
    )
    book = Workbook(title=NAME)
    book.add_machine_table(columns, meisters, name=NAME, choices=choices)
    return book.to_bytes()
