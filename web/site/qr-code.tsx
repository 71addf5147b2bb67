/** A QR code drawn in the page, dark on light in every theme: telephones read no other. */
import { encodeQR } from 'qr';

/** What the standard leaves blank around it, in modules. */
const QUIET = 4;

export const QrCode = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const size = modules.length;
  const dark = modules.flatMap((line, y) =>
    line.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
};
