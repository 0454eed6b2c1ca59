/* The bar of a long act: an answer that is no bar (a sign-in that ran out) is shown as a page. */
"use strict";
{
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location).pathname) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
}
