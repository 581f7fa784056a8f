// The page for a photo: shows what was chosen, and makes it smaller before it is sent, for a phone's camera takes more
// than is needed and a slow line would take minutes. Without this the form sends the file as it is.

"use strict";

const SIDE_MAX = 2000;
const QUALITY = 0.9;

addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-photo]");
  if (!form) return;
  const field = form.elements.photo;
  const chooser = form.querySelector(".chooser");
  const label = form.querySelector("[data-label]");
  const said = form.querySelector("[data-said]");
  let turn = 0;

  chooser.classList.add("covered");

  field.addEventListener("change", async () => {
    const mine = ++turn;
    const file = field.files[0];
    if (!file) return;
    const picture = await drawn(file);
    if (mine !== turn || !picture) return;
    await replace(field, file, picture);
    if (mine !== turn) return;
    chooser.querySelector(".preview")?.remove();
    picture.className = "preview";
    picture.setAttribute("aria-hidden", "true");
    chooser.prepend(picture);
    label.textContent = form.dataset.another;
    said.className = "said";
    said.setAttribute("role", "status");
    said.textContent = form.dataset.chosen.replace("{name}", file.name);
    document.querySelector(".sheet").classList.remove("sheet-error");
    field.removeAttribute("aria-invalid");
  });
});

async function drawn(file) {
  // Upright, and no larger than is kept. What is no picture is left for the server to say so.
  try {
    const source = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE_MAX / Math.max(source.width, source.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(source.width * scale);
    canvas.height = Math.round(source.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(source, 0, 0, canvas.width, canvas.height);
    source.close();
    return canvas;
  } catch {
    return null;
  }
}

async function replace(field, file, picture) {
  const small = await new Promise((done) => picture.toBlob(done, "image/jpeg", QUALITY));
  if (!small || small.size >= file.size) return;
  const held = new DataTransfer();
  held.items.add(new File([small], "photo.jpg", { type: "image/jpeg" }));
  field.files = held.files;
}
