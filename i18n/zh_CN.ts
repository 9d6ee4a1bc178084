<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>STFusion</name>
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
      <source>fine pixels</source>
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
      <source>Scale ratio</source>
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
      <source>coarse pixels</source>
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
  </context>
</TS>
