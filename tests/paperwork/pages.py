"""What a page of papers shows."""


def text_of(response) -> str:
    return response.content.decode()
