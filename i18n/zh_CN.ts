<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>STFusion</name>
    <message>
      <source>Predicted {count} image(s) in {seconds:.1f} s ({backend}); {share:.1%} of the pixels could be predicted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} on {backend}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Each reference pair needs a fine and a coarse image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} needs {least} to {most} reference pair(s), but got {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{method} gives no uncertainty.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Two outputs have the same name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The image {path} cannot be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{caption}: error, {band}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The picture {path} cannot be written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>By number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>By name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>By wavelength</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{other} has {other_count} bands, but {first} has {count}. Give images with the same bands in the same order, or match the bands by name or by wavelength.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{other} has no single band named '{band}' as {first} has; its bands are: {names}. Rename the bands, or match them by number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} does not tell the wavelengths of its bands. Match the bands by number or by name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{other} has no band near {wavelength:.0f} nm (band '{band}' of {first}). Match the bands by number, or give an image with that band.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{first} and {second} are the same file. Each date and each resolution needs an image of its own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The pixels of {layer} and {first} differ in size. Fine images must have the same resolution.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} lies on another grid than {first} and is resampled to it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The fine images do not overlap: {layers}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The fine images differ in extent; their common part is used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Without a fine image, the scale ratio of the output must be given (2 or more).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has smaller pixels than {fine}. Are coarse and fine images swapped?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} does not overlap {fine}. Check that both show the same area and that their coordinate reference systems are right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} seems to be in other units than {fine}: its values are about {factor:g} times as large. Scale it, or turn on 'Scale coarse images to the units of the fine ones'.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer}: values multiplied by {factor:g}, to have the units of {fine}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has no valid pixel in the area to predict. Check its nodata value and its mask.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has no valid pixel where {fine} has one. Check its nodata value and its mask, and that both show the same area.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has no raster bands. If it is a container of several images, choose one of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} holds complex numbers. Fusion needs real values, such as reflectance.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} cannot be read ({reason}). The file may be damaged or incomplete: copy or download it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} cannot be opened as a raster ({reason}). Check that the file exists and is complete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} is not georeferenced. Georeference it, or export it with its position, before fusion.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has no coordinate reference system. Assign the right one (Raster &gt; Projections &gt; Assign projection).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The grid of {layer} is rotated or not north-up. Warp it to a north-up grid first (Raster &gt; Projections &gt; Warp).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has the same pixel size as the fine image. If it was resampled, give the scale ratio of the original coarse pixels to the fine ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{coarse} lies {rows:.1f} fine pixels too far down and {columns:.1f} too far right of {fine} (correlation {before:.3f}, {after:.3f} when moved)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{shift}: corrected</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{shift}: consider to turn on 'Correct a shift of the coarse images'</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fine grid: {rows} x {columns} pixels of {size:g} units, {bands} bands</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer}: already on the fine grid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer}: on its own grid, interpolated block by block</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer}: in another coordinate reference system, reprojected and interpolated block by block</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The output {path} must be a GeoTIFF: end its name with .tif.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder of the output {path} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder of the output {path} cannot be written to.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The output {path} is the input {layer}. Choose another name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The output {path} cannot be written ({reason}). Check the free space of the disk and that no other program uses the file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Regression on a fine image of another date, and kriging of what it leaves.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finds how the coarse image depends on the bands of a fine image of another date, applies this to the fine pixels, and adds what it does not explain, brought to fine pixels by area-to-point kriging. Averaged over coarse pixels, the result is the coarse image.

Needs the coarse image and a fine one of a similar date; no coarse image of that date. Without a fine image it interpolates by kriging, and needs to know how many pixels to make of each coarse one. Good where one relation holds in the whole image, such as between bands of the same day or dates of one season. Where fields change differently the old pattern shows through. Takes seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All bands of the fine image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The same band of the fine image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Regress each band on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All bands explain more where land changed. With fewer than ten coarse pixels a band, only the same band is used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kriging neighbourhood</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>coarse pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of the square of coarse pixels from which a fine one is kriged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Variogram model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the difference of two points grows with their distance.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lags of the variogram</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Up to which distance the variogram of the residuals is fitted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Iterative back-projection</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undoes the blur of the coarse sensor as far as one image allows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starts from an interpolated image, looks at it as the coarse sensor would, and adds what is missing, again and again. In the end the result, blurred and averaged, is the coarse image.

Needs the coarse image alone, and how many pixels to make of each; or a fine image whose grid the result shall have. Sharpens what is larger than a coarse pixel; finer detail cannot come back. A point spread function that is too wide, many iterations, and noise give ripples beside edges. Takes seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Width of the point spread function</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Full width at half maximum of the Gaussian by which the coarse sensor blurs, besides averaging over its pixel. 0 for an image that was averaged from a fine one; about 0.5 to 1 for a real sensor.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Iterations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More come closer to the coarse image, and sharpen noise, too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Transfers the local linear relation of two coarse images to the fine image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fits a line between the coarse images of both dates in a window around each coarse pixel and applies it to the fine image; then removes the edges of coarse pixels by averaging over similar pixels, and adds what the lines did not explain.

Needs one pair. Good for strong changes of the season between the dates and for noisy coarse images, and one of the fastest methods of its accuracy. Small patches are smoothed, and abrupt change of a part of a coarse pixel is spread over all of it.

A whole Landsat scene of six bands takes a few minutes on two cores with numba.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window of the regression</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of the window of coarse pixels to which a line is fitted. Larger windows are steadier, smaller ones more local.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Window size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fine pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of the window in which similar pixels are looked for. Should span about two coarse pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Number of similar pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many of the most similar pixels are averaged. More of them smooth more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interpolation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Makes coarse pixels fine without any other image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Divides the pixels of the coarse image into finer ones. No detail is added: what a coarse pixel mixes stays mixed. It is what a fusion has to beat, and a way to bring a coarse image onto a fine grid.

Needs the coarse image alone, and how many pixels to make of each; or a fine image whose grid the result shall have. The area-true spline keeps the mean of every coarse pixel and is mostly the most accurate; it and Lanczos can overshoot beside sharp edges. Takes seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lanczos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Area-true cubic spline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nearest neighbour shows the coarse pixels; bilinear is without overshoot; cubic spline and Lanczos are smooth and sharper; the area-true spline is smooth and keeps the mean of each coarse pixel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Baseline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Weighting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unmixing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dictionary pairs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hybrid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Neural networks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Super-resolution</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{label}: '{value}' is none of {choices}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{label} is not a number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{label} is {value}, but must be at least {bound}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{label} is {value}, but must be at most {bound}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{label} is {value}, but must be odd, to have a centre pixel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicts each pixel from the change of similar pixels around it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For each fine pixel, STARFM looks in a window for pixels that are spectrally similar in the fine image of a known date, and adds to them the change that the coarse images show. Pixels count more where fine and coarse image agree, and where they are near.

Needs one pair, better two. Good for the season's course on land whose patches are larger than a coarse pixel. Fields much smaller than a coarse pixel and abrupt change that only a part of a coarse pixel sees are predicted badly.

A whole Landsat scene of six bands takes a minute on two fast cores with numba, and about a quarter of an hour without.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of the window in which similar pixels are looked for. The paper uses 1500 m. Should span a few coarse pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Number of classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many kinds of land there are. A pixel is similar if it differs by at most 2 standard deviations of the band divided by this.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In all bands at once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In each band by itself</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Similar pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The paper takes for each band the pixels that are similar in that band. Asking for similarity in all bands at once finds fewer and purer pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Uncertainty of the fine images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>standard deviations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accuracy of the fine reflectance. A similar pixel is used if its fine and coarse values differ by less than the centre's, give or take the uncertainty.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Uncertainty of the coarse images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Accuracy of the coarse reflectance; as for the fine images, and for the change of the coarse images too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Distance that doubles the effort</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A in D = 1 + d / A: at this distance from the centre a pixel has half of the weight. Small values keep the prediction local.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Always</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>With two pairs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Never</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Weight by coarse change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whether pixels whose coarse value changed less count more. The paper does so always, the authors' program only with two pairs, where it chooses between the dates.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Logarithmic weights, scale</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>B in ln(S B + 1): makes weights less sensitive to spectral and temporal differences, S being in standard deviations. 0 uses the differences themselves.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Adds to each fine pixel the change of its class, found by unmixing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finds classes in the fine image, takes the change of the coarse image apart into the changes of the classes, in a window around each coarse pixel, and adds to each fine pixel the change of its class.

Needs one or two pairs. Good where classes change each in its own way, such as crops in a patchwork of fields smaller than coarse pixels. Change within a class, and new patches, are not seen. Takes seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes that are found in the fine images. More classes tell more kinds of change apart, if the window contains enough coarse pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of the window of coarse pixels that are unmixed together.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Regularisation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How much the changes of classes are drawn to those of the whole image, where the window alone does not determine them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exponential</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Spherical</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nearest neighbour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bilinear</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cubic spline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Temporal difference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Adds the interpolated change of the coarse image to the fine image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The simplest fusion, and the one that every other method should beat: the change of the coarse image between both dates, interpolated to fine pixels, is added to the fine image.

Needs one or two pairs. Good where land changes alike within coarse pixels, such as in the season's course over large fields. Small fields that change differently from their neighbours get the neighbours' change, and edges of change are blurred. Takes seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interpolation of the coarse images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How coarse pixels become fine ones. A cubic spline is smooth and mostly the most accurate; nearest neighbour shows the coarse pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>By coarse change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>By time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Weights of two pairs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Which of two pairs counts more: the one nearer in time, or at each pixel the one whose coarse image differs less from that of the prediction date.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The date of {layer} is unknown. Give it, write it into the file's name as YYYY-MM-DD, or weight the pairs by the coarse change.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gives each class of the fine image the value that unmixing of the coarse image finds for it nearby.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finds classes in a fine image, and how much of each class every coarse pixel contains; then takes the coarse image of the prediction date apart into the values of the classes, in a window around each coarse pixel.

Needs a fine image of any date on which the land had the same patches, and no coarse image of that date. Good for thematic work with few, large and uniform classes, and where fine and coarse sensor have different bands. Detail within a class is lost. Takes seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes that are found in the fine image. More classes keep more detail, but the window must then contain more coarse pixels to tell them apart.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of the window of coarse pixels that are unmixed together. Its number of pixels should be several times that of classes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How much the values of classes are drawn to those of the whole image, where the window alone does not determine them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Compare methods</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ranks several predictions of the same image by all quality metrics.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Assesses several predictions of the same date against the true image, as the algorithm Image quality does, and ranks them by each metric.

The report shows the table with ranks, the metrics of each band, pictures, error maps on a common scale and scatter plots. Pixels that one prediction lacks are left out for that prediction only: compare predictions that cover the same area.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicted images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predictions of the same date by different methods. The names of the layers are those in the report.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Best prediction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean rank of the best</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}: mean rank {rank:.2f}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>downscaling</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>image fusion</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>spatiotemporal fusion</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Source:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fine image of another date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gives the output its grid and its data type, and its details to methods that take a guide.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fine image, pair {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The image with small pixels, of a date for which there is also a coarse image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coarse image, pair {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The image with large pixels, of the same date as the fine image of the pair. Any grid and coordinate reference system; need not be resampled or cut.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coarse image, prediction date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The coarse image of the date whose fine image is to be predicted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scale ratio of the output</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Into how many pixels a side each coarse pixel is divided. Needed without a fine image, whose grid counts otherwise.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mask of: {image}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pixels that are 0 or nodata in the first band of the mask are left out, such as clouds and their shadows. Any grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Date of pair {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prediction date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave empty to take the date from the layer, the file's metadata or its name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Match the bands of the images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How to find the band of an image that belongs to a band of the fine image of pair 1: the first to the first and so on, by the bands' names, or by their wavelengths.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>If one image holds reflectance from 0 to 1 and another from 0 to 10000, multiply the latter images so that all have the units of the fine image of pair 1.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scale coarse images to the units of the fine ones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct a shift of the coarse images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find by how much the coarse image of pair 1 is shifted against the fine one, and move all coarse images back by it. The log tells the shift in any case.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scale ratio of resampled coarse images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only for coarse images that were resampled to the pixel size of the fine ones: the side of an original coarse pixel in fine pixels, such as 16. Otherwise it is found from the images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data type of the output</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As the fine image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Float32</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Integers are rounded; float32 keeps the fractions and has NaN as nodata.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Build overviews</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Smaller copies inside of the output, with which large images are drawn faster.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Threads (0: one a processor core)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How many blocks are computed at a time. The result does not depend on it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coarse images of further prediction dates</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Each is predicted as well, into the folder of the series. What all dates share is computed once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A GeoTIFF on the grid of the fine image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicted fine image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An image of the prediction's standard deviation, in the unit of the image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Uncertainty of the prediction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder of the series</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where the predictions of further dates go.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicted pixels (percent)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An uncertainty can be written for a single prediction date only. Leave it out, or predict the dates one by one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the folder of the series: where the predictions of the further dates shall go.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicted by {method} for {date}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measures how good a predicted image is, with or without a reference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Compares a predicted fine image with the true image of the same date: errors of single pixels (RMSE, MAE, bias, R², correlation, PSNR), structure (SSIM, UIQI), spectra (SAM, ERGAS, RASE, Q4, Q2n), and edges and texture (the all-round assessment of Zhu et al. 2022).

Without a true image, the coarse image of the same date tells whether the prediction agrees with it, and a fine image of another date how much detail the prediction has kept.

Each metric is a number output, so that a model can use it; the value is the mean of the bands, and the report and the table hold those of each band.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Predicted image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The fine image to assess.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{label}: {value} cannot be opened as a raster. Check that the file exists and is complete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} is not read from a file (its provider is {provider}). Export it as a GeoTIFF first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>accuracy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>assessment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>metrics</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>validation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reference image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The true fine image of the same date.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coarse image of the same date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The prediction averaged to its pixels is compared with it; needs no reference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tells how much of its fine detail the prediction has; needs no reference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mask</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pixels that are 0 or nodata in its first band are left out. Any grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How to find the band of an image that belongs to a band of the prediction: the first to the first and so on, by the bands' names, or by their wavelengths.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Scale ratio</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of a coarse pixel in fine pixels. It is found from the coarse image; needed for ERGAS without one, or if the coarse image was resampled to fine pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data range</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Greatest minus least value the data can take, such as 10000, for PSNR and SSIM. Left empty, it is the range of each band of the reference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>HTML files (*.html)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tables, pictures and plots in one file that needs no other.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All values, of each band too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>CSV files (*.csv)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Table</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give something to compare the prediction with: a reference image, the coarse image of the same date, or a fine image of another date.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Simulate scene</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Makes fine and coarse images of a simulated landscape on several dates.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Simulates fields with crop calendars, forest, water, roads and villages as a fine and a coarse sensor see them, on as many dates as you like: to try fusion without data, and to learn where methods fail when the truth is known.

The coarse sensor has a point spread function, noise, a shift and slightly different bands; clouds and an abrupt change, a flood or a harvest, can be added. The same seed gives the same images.

Files are named fine_YYYY-MM-DD.tif and coarse_YYYY-MM-DD.tif.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>demo data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>simulation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>synthetic images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder of the images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where the GeoTIFFs go; files of the same names are replaced.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Simulated images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wrote {count} images into {folder}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fine image 1</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the prediction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Assessing the prediction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The prediction and the reference have no valid pixel in common. Check their nodata values and their position.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The prediction has no valid pixel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finding the range of the data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The coarse image has {coarse_bands} bands, but the prediction has {bands}. Choose images with the same bands.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pixels compared</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Comparison of predictions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Metrics and ranks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Metrics of each band</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prediction over reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All metrics</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean rank</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Beside each value stands its rank, 1 the best; the best is marked. ↓ lower is better, ↑ higher is better, → the nearer the better. The mean rank counts every metric above once, however much they tell the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Metric</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>prediction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} cannot be written ({reason}). Choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Method</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parameters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has the same pixel size as the prediction. If it was resampled, give the scale ratio of the original coarse pixels to the fine ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} seems to be in other units than {first}: its values are about {factor:g} times as large. Scale one of them first, with the raster calculator for example.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Made by STFusion {version}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Against the reference, each band</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Against the reference, all bands together</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Consistency with the coarse image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Detail kept from fine image 1</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grey values</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures and plots show all pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of every {step} x {step} pixels, pictures and plots show one; the metrics are of all pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>root mean square over the bands</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>lower is better</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>higher is better</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>best is 0</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>best is 1</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>for comparison</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>unit of the data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>RMSE</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Root mean square error.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>MAE</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean absolute error.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bias</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean of prediction minus reference: positive where it is too bright.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>R²</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coefficient of determination: the part of the reference's variance explained.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correlation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pearson's correlation coefficient.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PSNR</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Peak signal-to-noise ratio: the data range over the RMSE.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>SSIM</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Structural similarity: brightness, contrast and pattern in small windows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>UIQI</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Universal image quality index: correlation, brightness and contrast in windows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean spectral angle between prediction and reference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>SAM</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>RASE</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Relative average spectral error: RMSE of all bands over their mean.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ERGAS</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Relative dimensionless global error, which allows for the scale ratio.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Q4</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quaternion quality index of four-band images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Q2n</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hypercomplex quality index: spectral and spatial quality of all bands at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edge difference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Roberts edges against the reference: below 0 blurred, above 0 sharpened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Texture difference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Local binary patterns against the reference: below 0 too smooth, above 0 too rough.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grey mean of the prediction.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Grey mean of the reference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean of the reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Standard deviation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Standard deviation of the prediction: its contrast.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Standard deviation of the reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Standard deviation of the reference: its contrast.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>RMSE to the coarse image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>RMSE of the prediction averaged to the coarse pixels against the coarse image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correlation with the coarse image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correlation of the prediction averaged to the coarse pixels with the coarse image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kept detail</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edge strength of the prediction over that of fine image 1.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correlation of detail</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correlation of the fine structures of the prediction with those of fine image 1.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quality of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Metrics</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bands</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Valid pixels compared</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Coarse pixels compared</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data range for PSNR and SSIM</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>↓ lower is better, ↑ higher is better, → the nearer the better; the number is the best value. The overall value is the mean of the bands. – means not defined.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overall</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prediction ({bands})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reference ({bands})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size of the error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>prediction − reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Density of {band}: prediction over reference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>% of pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Histogram of the errors of {band}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Error of {band}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{first} has {first_bands} bands, but {second} has {second_bands}. Choose images with the same bands.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{first} has {first_size} pixels, but {second} has {second_size}. Bring both onto the same grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Flood along the river</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Harvest of a third of the fields</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reflectance × 10000, Int16</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reflectance 0 to 1, Float32</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Width</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Columns of the fine images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Height</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rows of the fine images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fine pixel size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>metres</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of a fine pixel. Fields, roads and rivers have their size in metres: smaller pixels show more of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Side of a coarse pixel in fine pixels. 16 is Landsat beside MODIS at 500 m; 30 is Sentinel-2 at 10 m beside Sentinel-3 at 300 m.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Number of dates</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A fine and a coarse image are made for every date. With three dates, predict the second from the first, or from the first and the third.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Year of the first date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The year in which the series begins.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>First date</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>day of the year</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Day of the year of the first date. Crops are those of the northern temperate zone: they change most from April to July and in September.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Days between dates</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>days</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Days from each date to the next.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Number of bands</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 to 6 and 10 bands are those of Landsat and Sentinel-2 that suit the number: 6 are blue, green, red, near infrared and two in the short-wave infrared. Other numbers are spread evenly over 450 to 2300 nm.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Field size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Typical side of a field. Fields smaller than a coarse pixel make the land heterogeneous, and fusion difficult.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Centre pivots</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Some districts are irrigated in circles.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Relief</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Strength of the shading of hills: 0 is none, 1 natural.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Abrupt change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something that no calendar foretells, seen from a certain date on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Date of the abrupt change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Number of the first date that shows the abrupt change.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Clouds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>per cent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of every fine image that lies under clouds and their shadows, and is nodata. Coarse pixels that are mostly so are nodata too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Noise</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>reflectance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Standard deviation of the noise of both sensors.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Blur of the coarse sensor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Full width at half maximum of the Gaussian point spread function of the coarse sensor, besides the area of its pixel; 0 is the plain mean of the fine pixels in a coarse one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shift of the coarse images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The coarse images show the land this far to the right and below of where their grid says: an error of registration.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Difference between the sensors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Standard deviation of the gain of the coarse bands against the fine ones; their offsets vary by a tenth of it, as reflectance.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data type</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How reflectance is written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Another seed is another land. The same seed gives the same images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The abrupt change comes at date {change}, but there are only {dates} dates. Choose an earlier date for it or more dates.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Simulating the land</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
