/** Creates a set from words separated by white space. */
function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/**
 * SVG elements that a published file keeps: drawn elements and those they use. Excludes `script` and `foreignObject`,
 * which contain code or HTML, and `metadata`, which is invisible.
 */
export const ELEMENTS = words(`
  a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer
  feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
  feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
  feSpotLight feTile feTurbulence filter g image line linearGradient marker mask mpath path pattern polygon polyline
  radialGradient rect set stop style svg switch symbol text textPath title tspan use view
`);

/** Elements that draw the image at their `href`. */
export const IMAGES = words('feImage image');

/** Elements whose text is shown or read aloud. */
export const TEXTS = words('a desc text textPath title tspan');

/** Attributes with a name or text as value, never CSS. Names that begin with `aria-` also count. */
export const TEXT_ATTRIBUTES = words(`
  attributeName attributeType class id in in2 lang media requiredExtensions result role systemLanguage target title type
  xml:lang xml:space
`);

/** Attributes that browsers parse as CSS, and those with numbers and keywords only. */
export const STYLE_ATTRIBUTES = words(`
  accumulate additive alignment-baseline amplitude azimuth baseFrequency baseline-shift begin bias by calcMode clip
  clip-path clip-rule clipPathUnits color color-interpolation color-interpolation-filters color-rendering cursor cx cy d
  diffuseConstant direction display divisor dominant-baseline dur dx dy edgeMode elevation end exponent fill fill-opacity
  fill-rule filter filterUnits flood-color flood-opacity font font-family font-feature-settings font-kerning font-size
  font-size-adjust font-stretch font-style font-variant font-weight fr from fx fy glyph-orientation-horizontal
  glyph-orientation-vertical gradientTransform gradientUnits height image-rendering intercept isolation k1 k2 k3 k4
  kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust letter-spacing lighting-color limitingConeAngle
  marker marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits
  max method min mix-blend-mode mode numOctaves offset opacity operator order orient origin overflow paint-order
  pathLength patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ
  preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur restart rotate rx ry scale seed
  shape-rendering side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles
  stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-opacity stroke-width surfaceScale tableValues targetX targetY text-anchor text-decoration text-orientation
  text-overflow text-rendering textLength to transform transform-box transform-origin unicode-bidi values vector-effect
  version viewBox visibility white-space width word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2
  yChannelSelector z zoomAndPan
`);

/** CSS at-rules that fetch nothing; for fonts see `isHarmlessUrl`. */
export const AT_RULES = words('container font-face keyframes -webkit-keyframes layer media supports');

/** CSS functions, in lower case, that take no address. `url()` is checked by its address. */
export const FUNCTIONS = words(`
  rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark
  calc min max clamp round abs sign var
  matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez skew skewx skewy
  translate translate3d translatex translatey translatez
  blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  circle ellipse inset path polygon rect xywh
  cubic-bezier linear steps
  conic-gradient linear-gradient radial-gradient repeating-conic-gradient repeating-linear-gradient
  repeating-radial-gradient
  format local tech
  has is lang not nth-child nth-last-child nth-last-of-type nth-of-type where
`);
