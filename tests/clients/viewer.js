// Runs in the frame of Chromium's PDF viewer. The dialog that asks where to save is answered here: no file system.
const viewer = document.querySelector("pdf-viewer");
const saved = [];
let done = false;

chrome.fileSystem.chooseEntry = (options, chosen) =>
  chosen({
    createWriter: (created) => {
      const writer = {
        write: (blob) => {
          saved.push(blob);
          done = true;
          setTimeout(() => writer.onwriteend?.());
        },
      };
      created(writer);
    },
  });
window.showSaveFilePicker = async () => ({
  createWritable: async () => ({ write: async (data) => saved.push(data), close: async () => (done = true) }),
});

viewer.viewport.setSmoothScrolling(false);

// Scrolls to a point of a page (in points from its lower left corner).
function show(page, x, y, tall) {
  viewer.viewport.goToPageAndXy(page, 0, Math.max(0, ((tall - y) * 4) / 3 - 300));
}

// Returns where on the screen a point of a page is.
function place(page, x, y, wide, tall) {
  const sheet = viewer.viewport.getPageScreenRect(page);
  const area = viewer.plugin_.getBoundingClientRect();
  return [area.x + sheet.x + (x * sheet.width) / wide, area.y + sheet.y + ((tall - y) * sheet.height) / tall];
}

function button(id) {
  const toolbar = viewer.shadowRoot.querySelector("#toolbar").shadowRoot;
  const controls = toolbar.querySelector("viewer-download-controls").shadowRoot;
  const area = controls.querySelector(id).getBoundingClientRect();
  return [area.x + area.width / 2, area.y + area.height / 2];
}

async function file() {
  const bytes = new Uint8Array(await new Blob(saved).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return btoa(text);
}

function copy(text) {
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}
