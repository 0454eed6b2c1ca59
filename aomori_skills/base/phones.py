"""Telephone numbers as the database compares them: digits only, one number after another."""

from django.db.models import Func, TextField


class PhoneDigits(Func):
    """The digits of one or more telephone fields, parted by a space, for a GeneratedField."""

    output_field = TextField()

    def as_sql(self, compiler, connection, **extra_context):
        numbers, params = [], []
        for source in self.get_source_expressions():
            sql, source_params = compiler.compile(source)
            numbers.append(f"regexp_replace(coalesce({sql}, ''), %s, %s, %s)")
            params += [*source_params, "[^0-9]", "", "g"]
        return " || ' ' || ".join(numbers), params
