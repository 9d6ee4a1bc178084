<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>STFusion</name>
    <message>
      <source>only in the first</source>
      <translation>仅在第一份中</translation>
    </message>
    <message>
      <source>only in the second</source>
      <translation>仅在第二份中</translation>
    </message>
    <message>
      <source>the same to the last bit</source>
      <translation>逐位相同</translation>
    </message>
    <message>
      <source>the same but for rounding</source>
      <translation>除舍入误差外相同</translation>
    </message>
    <message>
      <source>better</source>
      <translation>更好</translation>
    </message>
    <message>
      <source>worse</source>
      <translation>更差</translation>
    </message>
    <message>
      <source>These benchmarks cannot be compared: {reasons}</source>
      <translation>这两份基准测试无法比较：{reasons}</translation>
    </message>
    <message>
      <source>These benchmarks can be compared, but have no method in common.</source>
      <translation>这两份基准测试可以比较，但没有共同的方法。</translation>
    </message>
    <message>
      <source>Nothing has changed: {count} methods have the same figures.</source>
      <translation>没有变化：{count} 种方法的数值相同。</translation>
    </message>
    <message>
      <source>Of {count} methods {better} are better and {worse} worse in the second.</source>
      <translation>在 {count} 种方法中，第二份里有 {better} 种更好，{worse} 种更差。</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>更改</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>方法</translation>
    </message>
    <message>
      <source>They follow different protocols, {first} and {second}.</source>
      <translation>两者遵循不同的规程：{first} 与 {second}。</translation>
    </message>
    <message>
      <source>Their images differ: {images}.</source>
      <translation>两者的影像不同：{images}。</translation>
    </message>
    <message>
      <source>Their options differ: {options}.</source>
      <translation>两者的选项不同：{options}。</translation>
    </message>
    <message>
      <source>Other pixels were measured.</source>
      <translation>评价的像元不同。</translation>
    </message>
    <message>
      <source>{program}: {first}, then {second}</source>
      <translation>{program}：{first}，之后为 {second}</translation>
    </message>
    <message>
      <source>Other machines: seconds do not compare ({first}; {second}).</source>
      <translation>计算机不同：秒数不可比（{first}；{second}）。</translation>
    </message>
    <message>
      <source>Other parameters: {methods}</source>
      <translation>参数不同：{methods}</translation>
    </message>
    <message>
      <source>As they are in the folder</source>
      <translation>文件夹中原有的影像</translation>
    </message>
    <message>
      <source>Simulated: means of the fine pixels</source>
      <translation>模拟：精细像元的均值</translation>
    </message>
    <message>
      <source>Dates that are held out together</source>
      <translation>一起留出的日期</translation>
    </message>
    <message>
      <source>Such as 2004-12-12, 2004-12-28: none of them helps to predict another, as a network that was trained on the other dates needs it. Left empty, every date is held out in turn and predicted from all others.</source>
      <translation>例如 2004-12-12, 2004-12-28：其中任何一个都不用于预测另一个，用其余日期训练的网络需要如此。留空则依次留出每个日期，并由所有其余日期预测。</translation>
    </message>
    <message>
      <source>Dates of the folder that are not used at all, neither to predict nor to be predicted, as those of clouds without a mask.</source>
      <translation>文件夹中完全不使用的日期，既不用于预测也不被预测，例如有云而没有掩膜的日期。</translation>
    </message>
    <message>
      <source>Dates that are left out</source>
      <translation>不使用的日期</translation>
    </message>
    <message>
      <source>Coarse images</source>
      <translation>粗分辨率影像</translation>
    </message>
    <message>
      <source>Simulated ones are exact means of the fine pixels: they have no haze, blur, shift or other bands, so every method looks better than on real ones. Both kinds are never in one table.</source>
      <translation>模拟影像是精细像元的精确均值：没有霾、模糊、偏移，波段也相同，因此每种方法看起来都比用真实影像时更好。两种影像绝不会出现在同一张表中。</translation>
    </message>
    <message>
      <source>Scale ratio of simulated coarse images</source>
      <translation>模拟粗分辨率影像的尺度比</translation>
    </message>
    <message>
      <source>Fine pixels along the side of a simulated coarse pixel.</source>
      <translation>模拟粗分辨率像元每边的精细像元数。</translation>
    </message>
    <message>
      <source>that of the coarse images there are</source>
      <translation>与现有粗分辨率影像相同</translation>
    </message>
    <message>
      <source>Border</source>
      <translation>边缘</translation>
    </message>
    <message>
      <source>one coarse pixel</source>
      <translation>一个粗分辨率像元</translation>
    </message>
    <message>
      <source>So many fine pixels along the edge of the images are not measured: there methods see less of the surroundings. The border of test tiles is as wide.</source>
      <translation>影像边缘这么多个精细像元不参与评价：那里的方法能看到的周边较少。测试分块的边缘同样宽。</translation>
    </message>
    <message>
      <source>Side of the test tiles</source>
      <translation>测试分块的边长</translation>
    </message>
    <message>
      <source>For networks that were trained on the same place: of tiles with so many fine pixels a side every fifth is measured, and no other. The others may be learnt from; their outlines are written as polygons, for 'Train network'. A tile is never split.</source>
      <translation>用于在同一地点训练的网络：在边长为这么多精细像元的分块中，只评价每五个中的一个。其余分块可用于学习；其轮廓以多边形写出，供“训练网络”使用。一个分块绝不会被拆分。</translation>
    </message>
    <message>
      <source>all is measured</source>
      <translation>全部评价</translation>
    </message>
    <message>
      <source>{text} is no date. Write it as 2004-12-28.</source>
      <translation>{text} 不是日期。请写成 2004-12-28 的形式。</translation>
    </message>
    <message>
      <source>{path} cannot be written ({reason}). Choose another place.</source>
      <translation>无法写入 {path}（{reason}）。请换一个位置。</translation>
    </message>
    <message>
      <source>The benchmark {path} cannot be read ({reason}).</source>
      <translation>无法读取基准测试 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>{path} is no benchmark that this plugin has written, or was changed ({reason}).</source>
      <translation>{path} 不是本插件写出的基准测试，或已被修改（{reason}）。</translation>
    </message>
    <message>
      <source>No method is better here than the temporal difference.</source>
      <translation>在这里没有方法优于时间差分法。</translation>
    </message>
    <message>
      <source>{method} is the best fusion: its error is {gain:.0%} smaller than that of the temporal difference with one pair.</source>
      <translation>{method} 是最佳的融合方法：其误差比使用一个影像对的时间差分法小 {gain:.0%}。</translation>
    </message>
    <message>
      <source>These may be as good, as far as these dates can tell: {methods}.</source>
      <translation>就这些日期所能判断的范围而言，以下方法可能同样好：{methods}。</translation>
    </message>
    <message>
      <source>But fine images alone are better ({method}): on these dates fusion is not worth it.</source>
      <translation>但仅用精细影像更好（{method}）：在这些日期上融合并不值得。</translation>
    </message>
    <message>
      <source>Benchmark: {data}</source>
      <translation>基准测试：{data}</translation>
    </message>
    <message>
      <source>Error: RMSE relative to that of the temporal difference with one pair, geometric mean over dates and bands, with the range in which it lies with 90 % as far as the pixels of these dates tell (bootstrap over blocks of pixels). The other measures are means over the dates, of the same pixels for all methods. In bold: the best, and what may be as good. In italics: no fusion, fine images alone. Predicted: share of the pixels that the method has itself; the others got the temporal difference.</source>
      <translation>误差：相对于使用一个影像对的时间差分法的 RMSE，对日期和波段取几何平均，并给出在这些日期的像元所能判断的范围内以 90 % 的把握所处的区间（对像元块做自助法）。其他评价指标为各日期的均值，所有方法使用相同的像元。粗体：最佳方法，以及可能同样好的方法。斜体：不做融合，仅用精细影像。已预测：方法自身给出的像元比例；其余像元取时间差分法的值。</translation>
    </message>
    <message>
      <source>Methods</source>
      <translation>方法</translation>
    </message>
    <message>
      <source>Errors on each date</source>
      <translation>各日期的误差</translation>
    </message>
    <message>
      <source>RMSE, mean over the bands. Change: RMS difference from the nearest fine image, in deviations of the band.</source>
      <translation>RMSE，对波段取均值。变化：与最近的精细影像的均方根差异，以波段的标准差为单位。</translation>
    </message>
    <message>
      <source>Errors in each band</source>
      <translation>各波段的误差</translation>
    </message>
    <message>
      <source>RMSE, mean over the dates.</source>
      <translation>RMSE，对日期取均值。</translation>
    </message>
    <message>
      <source>Pictures of {date}, which has changed most</source>
      <translation>变化最大的日期 {date} 的图片</translation>
    </message>
    <message>
      <source>Each prediction with the size of its errors beside it, root mean square over the bands, in common colours.</source>
      <translation>每个预测影像旁为其误差大小（各波段的均方根），颜色统一。</translation>
    </message>
    <message>
      <source>Digests are of the values, and tell whether two runs have read the same images.</source>
      <translation>摘要由数值计算，可说明两次运行读取的影像是否相同。</translation>
    </message>
    <message>
      <source>What it was made of</source>
      <translation>所用的数据</translation>
    </message>
    <message>
      <source>one at a time</source>
      <translation>逐一</translation>
    </message>
    <message>
      <source>together</source>
      <translation>一起</translation>
    </message>
    <message>
      <source>Protocol</source>
      <translation>规程</translation>
    </message>
    <message>
      <source>Held out, {how}</source>
      <translation>留出（{how}）</translation>
    </message>
    <message>
      <source>Scale ratio</source>
      <translation>尺度比</translation>
    </message>
    <message>
      <source>{count} fine pixels</source>
      <translation>{count} 个精细像元</translation>
    </message>
    <message>
      <source>Test tiles</source>
      <translation>测试分块</translation>
    </message>
    <message>
      <source>{side} fine pixels a side; every fifth is measured</source>
      <translation>边长 {side} 个精细像元；每五个中评价一个</translation>
    </message>
    <message>
      <source>none: all is measured</source>
      <translation>无：全部评价</translation>
    </message>
    <message>
      <source>Measured pixels</source>
      <translation>评价的像元</translation>
    </message>
    <message>
      <source>Programs</source>
      <translation>程序</translation>
    </message>
    <message>
      <source>Machine</source>
      <translation>计算机</translation>
    </message>
    <message>
      <source>Made</source>
      <translation>生成时间</translation>
    </message>
    <message>
      <source>{seconds:.1f} s</source>
      <translation>{seconds:.1f} 秒</translation>
    </message>
    <message>
      <source>Error</source>
      <translation>误差</translation>
    </message>
    <message>
      <source>Predicted</source>
      <translation>已预测</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>It counts for</source>
      <translation>用于</translation>
    </message>
    <message>
      <source>With the guide</source>
      <translation>有引导图层</translation>
    </message>
    <message>
      <source>Without</source>
      <translation>不使用</translation>
    </message>
    <message>
      <source>Errors as above; weights as each method has found them, with their span over the dates. Other methods take no guide.</source>
      <translation>误差同上；权重由各方法自行求得，给出其在各日期间的范围。其他方法不使用引导图层。</translation>
    </message>
    <message>
      <source>Guide</source>
      <translation>引导图层</translation>
    </message>
    <message>
      <source>Nearest</source>
      <translation>最近日期</translation>
    </message>
    <message>
      <source>Days</source>
      <translation>天数</translation>
    </message>
    <message>
      <source>Coarse image</source>
      <translation>粗分辨率影像</translation>
    </message>
    <message>
      <source>Nearest fine image</source>
      <translation>最近的精细影像</translation>
    </message>
    <message>
      <source>True image</source>
      <translation>真实影像</translation>
    </message>
    <message>
      <source>Without figures</source>
      <translation>没有数值</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>日期</translation>
    </message>
    <message>
      <source>Digest</source>
      <translation>摘要</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>影像</translation>
    </message>
    <message>
      <source>The scale ratio of the coarse images is unknown: give that of the simulated ones.</source>
      <translation>粗分辨率影像的尺度比未知：请给出模拟影像的尺度比。</translation>
    </message>
    <message>
      <source>There is no pair of {date}. There are: {known}</source>
      <translation>没有 {date} 的影像对。现有：{known}</translation>
    </message>
    <message>
      <source>All dates are held out: none is left to predict them from.</source>
      <translation>所有日期都被留出：没有可用于预测的日期。</translation>
    </message>
    <message>
      <source>No pixel is left to measure: the border of {border} pixels is too wide for the images or the test tiles.</source>
      <translation>没有剩余像元可供评价：{border} 个像元的边缘对影像或测试分块来说太宽。</translation>
    </message>
    <message>
      <source>{method}, {date}</source>
      <translation>{method}，{date}</translation>
    </message>
    <message>
      <source>{method}: {seconds:.1f} s</source>
      <translation>{method}：{seconds:.1f} 秒</translation>
    </message>
    <message>
      <source>A guide that was made of the dates that are held out knows the truth: then its figures are no test.</source>
      <translation>由留出日期的影像制成的引导图层知道真值：那样的话，其数字不能作为检验。</translation>
    </message>
    <message>
      <source>Less than two pairs are left: a benchmark needs two at least.</source>
      <translation>剩余影像对不足两个：基准测试至少需要两个。</translation>
    </message>
    <message>
      <source>There is no folder {path}.</source>
      <translation>没有文件夹 {path}。</translation>
    </message>
    <message>
      <source>{layer} is left out: its date is unknown.</source>
      <translation>略去 {layer}：日期未知。</translation>
    </message>
    <message>
      <source>{path} holds more than {count} images: choose the folder of one data set.</source>
      <translation>{path} 中的影像超过 {count} 幅：请选择单个数据集的文件夹。</translation>
    </message>
    <message>
      <source>{name} holds {fine} fine and {coarse} coarse images with dates, of which {pairs} are pairs of one date. A benchmark needs two pairs at least: one is held out, and predicted from the other.</source>
      <translation>{name} 中有 {fine} 幅精细影像和 {coarse} 幅粗分辨率影像带有日期，其中同一日期的影像对有 {pairs} 个。基准测试至少需要两个影像对：留出一个，由另一个预测。</translation>
    </message>
    <message>
      <source>No pixel of {date} can be predicted: check the masks, or leave it out.</source>
      <translation>{date} 没有可预测的像元：请检查掩膜，或不使用该日期。</translation>
    </message>
    <message>
      <source>Measuring the predictions</source>
      <translation>正在评价预测影像</translation>
    </message>
    <message>
      <source>predicts {share:.0%} of the pixels of {date} only</source>
      <translation>只预测了 {date} 的 {share:.0%} 的像元</translation>
    </message>
    <message>
      <source>No method can predict these dates. {reasons}</source>
      <translation>没有方法能预测这些日期。{reasons}</translation>
    </message>
    <message>
      <source>No fusion: nearest fine image</source>
      <translation>不融合：最近的精细影像</translation>
    </message>
    <message>
      <source>The nearest fine image, unchanged.</source>
      <translation>最近的精细影像，保持不变。</translation>
    </message>
    <message>
      <source>No fusion: interpolated in time</source>
      <translation>不融合：按时间内插</translation>
    </message>
    <message>
      <source>The fine images on both sides, interpolated in time.</source>
      <translation>前后两侧的精细影像，按时间内插。</translation>
    </message>
    <message>
      <source>There is no method {id}. There are: {known}</source>
      <translation>没有方法 {id}。现有：{known}</translation>
    </message>
    <message>
      <source>takes long in an image of this size: name it to have it take part</source>
      <translation>对这样大小的影像耗时很长：写出其名称即可让它参加</translation>
    </message>
    <message>
      <source>needs more pairs than there are</source>
      <translation>所需的影像对多于现有数量</translation>
    </message>
    <message>
      <source>{network} does not say what it was trained on: nobody can tell whether it has seen these images.</source>
      <translation>{network} 没有说明它是用什么训练的：无法知道它是否见过这些影像。</translation>
    </message>
    <message>
      <source>{network} was trained on: {told}</source>
      <translation>{network} 的训练数据：{told}</translation>
    </message>
    <message>
      <source>Its figures are no test: {dates} are among these. Hold out dates that it has not seen.</source>
      <translation>其数值不能作为检验：{dates} 在训练数据之中。请留出它没有见过的日期。</translation>
    </message>
    <message>
      <source>Another run is writing the output {path} at the moment. Wait for it, or choose another name.</source>
      <translation>另一次运行正在写入输出 {path}。请等待其完成，或另选文件名。</translation>
    </message>
    <message>
      <source>{method} is best on the date that was left out: its error is {gain:.0%} smaller than that of the temporal difference.</source>
      <translation>{method} 在留出的日期上最佳：其误差比时间差分法小 {gain:.0%}。</translation>
    </message>
    <message>
      <source>{method} is best on {count} dates that were left out: its error is {gain:.0%} smaller than that of the temporal difference.</source>
      <translation>{method} 在留出的 {count} 个日期上最佳：其误差比时间差分法小 {gain:.0%}。</translation>
    </message>
    <message>
      <source>{method} takes no guide.</source>
      <translation>{method} 不使用引导图层。</translation>
    </message>
    <message>
      <source>Between two dates {inside} is best, before the first or after the last one {outside}.</source>
      <translation>位于两个日期之间时 {inside} 最佳，早于第一个或晚于最后一个日期时 {outside} 最佳。</translation>
    </message>
    <message>
      <source>But the nearest fine image, unchanged, is better than any of them: on these dates fusion is not worth it.</source>
      <translation>但最近的精细影像不加改变就优于其中任何一种方法：对这些日期，融合并不值得。</translation>
    </message>
    <message>
      <source>Left out, one at a time</source>
      <translation>逐一留出</translation>
    </message>
    <message>
      <source>Choice of a method</source>
      <translation>方法的选择</translation>
    </message>
    <message>
      <source>Error: RMSE relative to that of the temporal difference, geometric mean over dates and bands, with the range in which it lies with 90 % as far as the pixels of these dates tell (bootstrap over blocks of pixels). Chance: in how many of the draws the method was the best. In bold: the best method, and those that may be as good.</source>
      <translation>误差：相对于时间差分法的 RMSE，对日期和波段取几何平均，并给出在这些日期的像元所能判断的范围内以 90 % 的把握所处的区间（对像元块做自助法）。机会：在多少次抽样中该方法最佳。粗体：最佳方法，以及可能同样好的方法。</translation>
    </message>
    <message>
      <source>Change: RMS difference from the nearest fine image, in deviations of the band. Unchanged: the error of that image as a prediction.</source>
      <translation>变化：与最近的精细影像之间的均方根差，以波段标准差为单位。不变：把该影像直接当作预测时的误差。</translation>
    </message>
    <message>
      <source>Dates</source>
      <translation>日期</translation>
    </message>
    <message>
      <source>{date}, which has changed most</source>
      <translation>{date}（变化最大）</translation>
    </message>
    <message>
      <source>Chance</source>
      <translation>机会</translation>
    </message>
    <message>
      <source>{seconds:.0f} s</source>
      <translation>{seconds:.0f} 秒</translation>
    </message>
    <message>
      <source>Errors as above; weights as each method has found them, with their span over the dates. Other methods take no guide. A guide that was made of the images that are left out here knows the truth: then these figures promise more than it can keep.</source>
      <translation>误差同上；权重由各方法自行求得，给出其在各日期间的范围。其他方法不使用引导图层。由此处留出的影像制成的引导图层知道真值：那样的话，这些数字所承诺的会超过它所能做到的。</translation>
    </message>
    <message>
      <source>Best method</source>
      <translation>最佳方法</translation>
    </message>
    <message>
      <source>Unchanged</source>
      <translation>不变</translation>
    </message>
    <message>
      <source>RMSE</source>
      <translation>RMSE</translation>
    </message>
    <message>
      <source>Fine image, {date}</source>
      <translation>精细影像，{date}</translation>
    </message>
    <message>
      <source>Coarse image, {date}</source>
      <translation>粗分辨率影像，{date}</translation>
    </message>
    <message>
      <source>True image, {date}</source>
      <translation>真实影像，{date}</translation>
    </message>
    <message>
      <source>Not compared</source>
      <translation>未参与比较</translation>
    </message>
    <message>
      <source>Trying {method}</source>
      <translation>正在尝试 {method}</translation>
    </message>
    <message>
      <source>{method}: the guide counts for {use}</source>
      <translation>{method}：引导图层用于：{use}</translation>
    </message>
    <message>
      <source>takes longer than there was time</source>
      <translation>耗时超过可用时间</translation>
    </message>
    <message>
      <source>predicts too few pixels</source>
      <translation>预测的像元太少</translation>
    </message>
    <message>
      <source>Pixels compared</source>
      <translation>参与比较的像元</translation>
    </message>
    <message>
      <source>Metrics and ranks</source>
      <translation>评价指标与排名</translation>
    </message>
    <message>
      <source>Metrics of each band</source>
      <translation>各波段的指标</translation>
    </message>
    <message>
      <source>Pictures</source>
      <translation>图片</translation>
    </message>
    <message>
      <source>Prediction over reference</source>
      <translation>预测值与真实值</translation>
    </message>
    <message>
      <source>Comparison of predictions</source>
      <translation>预测影像的比较</translation>
    </message>
    <message>
      <source>Beside each value stands its rank, 1 the best; the best is marked. ↓ lower is better, ↑ higher is better, → the nearer the better. The mean rank counts every metric above once, however much they tell the same.</source>
      <translation>每个值旁为其排名，1 为最佳；最佳者突出显示。↓ 越低越好，↑ 越高越好，→ 越接近越好。平均排名对以上每个指标各计一次，即使它们反映的信息相近。</translation>
    </message>
    <message>
      <source>Nothing is ranked, as not all predictions have been measured. ↓ lower is better, ↑ higher is better, → the nearer the better.</source>
      <translation>并非所有预测影像都已评价，因此不作排名。↓ 越低越好，↑ 越高越好，→ 越接近越好。</translation>
    </message>
    <message>
      <source>Metric</source>
      <translation>指标</translation>
    </message>
    <message>
      <source>All metrics</source>
      <translation>全部指标</translation>
    </message>
    <message>
      <source>Mean rank</source>
      <translation>平均排名</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>真实影像</translation>
    </message>
    <message>
      <source>prediction</source>
      <translation>预测值</translation>
    </message>
    <message>
      <source>reference</source>
      <translation>真实值</translation>
    </message>
    <message>
      <source>takes too long for an image of this size</source>
      <translation>对这样大小的影像耗时太长</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>{method} ({count} pairs)</source>
      <translation>{method}（{count} 个影像对）</translation>
    </message>
    <message>
      <source>{method} with guide</source>
      <translation>{method}（有引导图层）</translation>
    </message>
    <message>
      <source>surely better with the guide</source>
      <translation>使用引导图层确实更好</translation>
    </message>
    <message>
      <source>no sure difference: without the guide is simpler</source>
      <translation>没有可靠的差别：不使用引导图层更简单</translation>
    </message>
    <message>
      <source>surely better without the guide</source>
      <translation>不使用引导图层确实更好</translation>
    </message>
    <message>
      <source>the same: the guide has proved nothing by itself</source>
      <translation>相同：引导图层未能证明自己</translation>
    </message>
    <message>
      <source>With the guide its error is {gain:.1%} smaller than without.</source>
      <translation>使用引导图层时，其误差比不使用时小 {gain:.1%}。</translation>
    </message>
    <message>
      <source>The guide makes it worse.</source>
      <translation>引导图层使它变差。</translation>
    </message>
    <message>
      <source>The guide does not surely make it better, so it is left out.</source>
      <translation>引导图层未能可靠地使它更好，因此不使用。</translation>
    </message>
    <message>
      <source>The guide counts for nothing in it: its own test finds no proof.</source>
      <translation>引导图层在其中不起作用：它自己的检验没有找到证明。</translation>
    </message>
    <message>
      <source>{layer} cannot be read ({reason}). The file may be damaged or incomplete: copy or download it again.</source>
      <translation>无法读取 {layer}（{reason}）。文件可能已损坏或不完整：请重新复制或下载。</translation>
    </message>
    <message>
      <source>Overall</source>
      <translation>总体</translation>
    </message>
    <message>
      <source>The mean of the ranks of a method over all metrics; 1 is the best in all.</source>
      <translation>方法在所有评价指标上的平均排名；1 表示各项均为最好。</translation>
    </message>
    <message>
      <source>All methods need it.</source>
      <translation>所有方法都需要它。</translation>
    </message>
    <message>
      <source>Makes the fusion methods many times faster.</source>
      <translation>使融合方法快许多倍。</translation>
    </message>
    <message>
      <source>Lets methods compute on graphics cards of any make (OpenCL).</source>
      <translation>让各方法在任何品牌的显卡上计算 (OpenCL)。</translation>
    </message>
    <message>
      <source>Runs neural networks.</source>
      <translation>运行神经网络。</translation>
    </message>
    <message>
      <source>Networks that find clouds and their shadows.</source>
      <translation>查找云及其阴影的网络。</translation>
    </message>
    <message>
      <source>Reads products of MODIS (HDF4) where QGIS cannot.</source>
      <translation>在 QGIS 不能读取时，读取 MODIS 产品（HDF4）。</translation>
    </message>
    <message>
      <source>Trains fusion networks; not needed to run them.</source>
      <translation>训练融合神经网络；运行时不需要。</translation>
    </message>
    <message>
      <source>for the processor</source>
      <translation>用于处理器</translation>
    </message>
    <message>
      <source>for graphics cards of NVIDIA (CUDA)</source>
      <translation>用于 NVIDIA 显卡 (CUDA)</translation>
    </message>
    <message>
      <source>for any graphics card (DirectML)</source>
      <translation>用于任何显卡 (DirectML)</translation>
    </message>
    <message>
      <source>for the processor and the graphics card</source>
      <translation>用于处理器和显卡</translation>
    </message>
    <message>
      <source>{package} is not installed: STFusion knows no checksum of its files, and cannot tell whether they are the right ones.</source>
      <translation>未安装 {package}：STFusion 不知道其文件的校验和，无法判断文件是否正确。</translation>
    </message>
    <message>
      <source>There is no version of {package} that is known to fit Python {python} and the NumPy of this QGIS.</source>
      <translation>没有已知适合 Python {python} 及此 QGIS 的 NumPy 的 {package} 版本。</translation>
    </message>
    <message>
      <source>Trying it</source>
      <translation>正在试用</translation>
    </message>
    <message>
      <source>{package} needs about {needed:.1f} GB on the disk of {path}, where {free:.1f} GB are free.</source>
      <translation>{package} 在 {path} 所在磁盘上约需 {needed:.1f} GB，而可用空间为 {free:.1f} GB。</translation>
    </message>
    <message>
      <source>Downloading {package}</source>
      <translation>正在下载 {package}</translation>
    </message>
    <message>
      <source>Downloading what it needs</source>
      <translation>正在下载其依赖</translation>
    </message>
    <message>
      <source>pip could not install it: {reason}. Is this computer connected to the internet? The log tells more.</source>
      <translation>pip 无法安装：{reason}。此计算机是否已连接互联网？详情见日志。</translation>
    </message>
    <message>
      <source>{package} was not installed: pip was given another file than the one that was tried with this version of STFusion (its checksum differs; the log tells which). {places} A mirror that builds packages itself cannot be used for this; otherwise somebody has changed the file.</source>
      <translation>未安装 {package}：pip 得到的文件与本版本 STFusion 试用过的文件不同（校验和不一致；日志中写明是哪一个）。{places}自行构建软件包的镜像不能用于此处；否则就是有人改动了该文件。</translation>
    </message>
    <message>
      <source>{package} was downloaded, but does not work in this QGIS ({reason}). Nothing was changed.</source>
      <translation>{package} 已下载，但在此 QGIS 中无法工作（{reason}）。没有任何更改。</translation>
    </message>
    <message>
      <source>The Python of QGIS has no pip. Run the OSGeo4W setup and install the package python3-pip, then start QGIS again.</source>
      <translation>QGIS 的 Python 没有 pip。请运行 OSGeo4W 安装程序并安装软件包 python3-pip，然后重新启动 QGIS。</translation>
    </message>
    <message>
      <source>The Python of QGIS has no pip. Install QGIS anew from qgis.org, whose Python has it.</source>
      <translation>QGIS 的 Python 没有 pip。请从 qgis.org 重新安装 QGIS，其 Python 自带 pip。</translation>
    </message>
    <message>
      <source>Python has no pip. Install it with the package manager of your system, such as 'sudo apt install python3-pip' or 'sudo dnf install python3-pip'.</source>
      <translation>Python 没有 pip。请用系统的软件包管理器安装，例如 'sudo apt install python3-pip' 或 'sudo dnf install python3-pip'。</translation>
    </message>
    <message>
      <source>pip takes packages from {places}.</source>
      <translation>pip 从 {places} 获取软件包。</translation>
    </message>
    <message>
      <source>As it is configured on this computer, pip takes packages from {places}.</source>
      <translation>按照此计算机上的配置，pip 从 {places} 获取软件包。</translation>
    </message>
    <message>
      <source>{package} is missing, without which STFusion cannot work.</source>
      <translation>缺少 {package}，没有它 STFusion 无法工作。</translation>
    </message>
    <message>
      <source>{package} cannot be loaded ({reason}), without which STFusion cannot work.</source>
      <translation>无法加载 {package}（{reason}），没有它 STFusion 无法工作。</translation>
    </message>
    <message>
      <source>The package manager of your system installs NumPy and SciPy, for example 'sudo apt install python3-numpy python3-scipy'.</source>
      <translation>系统的软件包管理器可以安装 NumPy 和 SciPy，例如 'sudo apt install python3-numpy python3-scipy'。</translation>
    </message>
    <message>
      <source>Images predicted: {count}, in {seconds:.1f} s ({backend}). {share:.1%} of the pixels could be predicted.</source>
      <translation>已预测影像数：{count}，用时 {seconds:.1f} 秒（{backend}）。{share:.1%} 的像元可以预测。</translation>
    </message>
    <message>
      <source>{method} on {backend}</source>
      <translation>{method}，计算后端：{backend}</translation>
    </message>
    <message>
      <source>With numba, {method} would be about {gain:.0f} times as fast. Install it in QGIS: Settings - Options - STFusion.</source>
      <translation>使用 numba 时，{method} 的速度约为现在的 {gain:.0f} 倍。可在 QGIS 中安装：设置 - 选项 - STFusion。</translation>
    </message>
    <message>
      <source>{method} gives no uncertainty.</source>
      <translation>{method} 不提供不确定性。</translation>
    </message>
    <message>
      <source>Two outputs have the same name.</source>
      <translation>两个输出同名。</translation>
    </message>
    <message>
      <source>Blocks of {side} pixels, {count} at a time, to keep to {memory} MB</source>
      <translation>分块为 {side} 像元，同时计算 {count} 个，以不超过 {memory} MB</translation>
    </message>
    <message>
      <source>A cluster needs the Python package distributed (Dask). Install it with: pip install distributed</source>
      <translation>使用集群需要 Python 包 distributed（Dask）。安装命令：pip install distributed</translation>
    </message>
    <message>
      <source>'{address}' is no address of a Dask scheduler: write it as tcp://10.0.0.1:8786.</source>
      <translation>“{address}”不是 Dask 调度器的地址：请写成 tcp://10.0.0.1:8786 的形式。</translation>
    </message>
    <message>
      <source>The Dask scheduler {address} cannot be reached ({reason}). Check its address, and that it runs.</source>
      <translation>无法连接 Dask 调度器 {address}（{reason}）。请检查其地址，并确认它正在运行。</translation>
    </message>
    <message>
      <source>The cluster {kind} cannot be started: {reason}</source>
      <translation>无法启动集群 {kind}：{reason}</translation>
    </message>
    <message>
      <source>This did not work ({error}). The log of STFusion tells more.</source>
      <translation>操作失败（{error}）。详情见 STFusion 的日志。</translation>
    </message>
    <message>
      <source>Near infrared ({bands})</source>
      <translation>近红外（{bands}）</translation>
    </message>
    <message>
      <source>True colour ({bands})</source>
      <translation>真彩色（{bands}）</translation>
    </message>
    <message>
      <source>As on the map ({bands})</source>
      <translation>与地图相同（{bands}）</translation>
    </message>
    <message>
      <source>Colours ({bands})</source>
      <translation>彩色（{bands}）</translation>
    </message>
    <message>
      <source>{band}, {wavelength:.0f} nm</source>
      <translation>{band}，{wavelength:.0f} nm</translation>
    </message>
    <message>
      <source>Bands of the images</source>
      <translation>影像的波段</translation>
    </message>
    <message>
      <source>Hold: only the right image</source>
      <translation>按住：仅显示右侧影像</translation>
    </message>
    <message>
      <source>Hold down to see only the right image, so that differences stand out. On the map, hold F. Ctrl and the arrow keys move the divider.</source>
      <translation>按住时仅显示右侧影像，便于看出差异。在地图上可按住 F 键。Ctrl 加方向键可移动分隔线。</translation>
    </message>
    <message>
      <source>On the map</source>
      <translation>显示在地图上</translation>
    </message>
    <message>
      <source>Show the preview over the layers of the map, with the divider and the error map. The project and its layers stay as they are.</source>
      <translation>把预览叠加显示在地图图层之上，包括分隔线和误差图。项目及其图层保持不变。</translation>
    </message>
    <message>
      <source>Any bands…</source>
      <translation>任意波段…</translation>
    </message>
    <message>
      <source>Green</source>
      <translation>绿</translation>
    </message>
    <message>
      <source>Red</source>
      <translation>红</translation>
    </message>
    <message>
      <source>Blue</source>
      <translation>蓝</translation>
    </message>
    <message>
      <source>Left of the divider</source>
      <translation>分隔线左侧</translation>
    </message>
    <message>
      <source>Right of the divider</source>
      <translation>分隔线右侧</translation>
    </message>
    <message>
      <source>Swap left and right</source>
      <translation>左右互换</translation>
    </message>
    <message>
      <source>The map itself</source>
      <translation>地图本身</translation>
    </message>
    <message>
      <source>{title} (before the change)</source>
      <translation>{title}（更改之前）</translation>
    </message>
    <message>
      <source>Stretch</source>
      <translation>拉伸</translation>
    </message>
    <message>
      <source>From 2 to 98 % of the values of all input images together: equal values have equal colours.</source>
      <translation>取全部输入影像数值合在一起的 2 % 到 98 %：数值相同，颜色就相同。</translation>
    </message>
    <message>
      <source>The same for all images</source>
      <translation>所有影像相同</translation>
    </message>
    <message>
      <source>As on the map</source>
      <translation>与地图相同</translation>
    </message>
    <message>
      <source>The darkest and the brightest value of the fine image's layer on the map, for all images.</source>
      <translation>所有影像都采用精细影像图层在地图上的最暗值和最亮值。</translation>
    </message>
    <message>
      <source>Every image gets the distribution of values of the true image or, without one, of the fine image, only to look at it: what differs then is the pattern, not the brightness.</source>
      <translation>仅在显示时，使每幅影像的数值分布与真实影像一致（没有真实影像时与精细影像一致）：此时看到的差异是空间格局，而不是亮度。</translation>
    </message>
    <message>
      <source>Match histograms</source>
      <translation>直方图匹配</translation>
    </message>
    <message>
      <source>Stretch: {kind}</source>
      <translation>拉伸：{kind}</translation>
    </message>
    <message>
      <source>Bands of the error map</source>
      <translation>误差图的波段</translation>
    </message>
    <message>
      <source>All bands</source>
      <translation>所有波段</translation>
    </message>
    <message>
      <source>{method} minus coarse image</source>
      <translation>{method} 减粗分辨率影像</translation>
    </message>
    <message>
      <source>Error of {method}</source>
      <translation>{method} 的误差</translation>
    </message>
    <message>
      <source>Root mean square over the bands of the prediction minus {image}.</source>
      <translation>预测影像减“{image}”，取各波段的均方根。</translation>
    </message>
    <message>
      <source>The prediction minus {image}, {band}.</source>
      <translation>预测影像减“{image}”，{band}。</translation>
    </message>
    <message>
      <source>There is no true image: means over coarse pixels are compared.</source>
      <translation>没有真实影像：比较的是粗像元内的均值。</translation>
    </message>
    <message>
      <source>Choose the images and a method to see a prediction here.</source>
      <translation>选择影像和方法后，此处显示预测影像。</translation>
    </message>
    <message>
      <source>The picture {path} cannot be written.</source>
      <translation>无法写入图片 {path}。</translation>
    </message>
    <message>
      <source>{meaning} Pixels are averaged {factor} × {factor}.</source>
      <translation>{meaning}像元按 {factor} × {factor} 取平均。</translation>
    </message>
    <message>
      <source>Band</source>
      <translation>波段</translation>
    </message>
    <message>
      <source>Better</source>
      <translation>方向</translation>
    </message>
    <message>
      <source>Measured</source>
      <translation>评价范围</translation>
    </message>
    <message>
      <source>Copied: paste it into a spreadsheet.</source>
      <translation>已复制：可粘贴到电子表格中。</translation>
    </message>
    <message>
      <source>Report (*.html)</source>
      <translation>报告 (*.html)</translation>
    </message>
    <message>
      <source>Table (*.csv)</source>
      <translation>表格 (*.csv)</translation>
    </message>
    <message>
      <source>Picture (*.png)</source>
      <translation>图片 (*.png)</translation>
    </message>
    <message>
      <source>Save the metrics</source>
      <translation>保存评价指标</translation>
    </message>
    <message>
      <source>Saved: {file}</source>
      <translation>已保存：{file}</translation>
    </message>
    <message>
      <source>Compared with</source>
      <translation>比较对象</translation>
    </message>
    <message>
      <source>Not measured</source>
      <translation>未评价</translation>
    </message>
    <message>
      <source>Pictures show what was in view, averaged over squares of {factor} × {factor} pixels as on the screen, which makes errors look smaller.</source>
      <translation>图片显示当时视图中的内容，与屏幕上一样按 {factor} × {factor} 个像元取平均，因此误差看起来偏小。</translation>
    </message>
    <message>
      <source>Pictures show what was in view.</source>
      <translation>图片显示当时视图中的内容。</translation>
    </message>
    <message>
      <source>All metrics are of pixels of full resolution: {share}.</source>
      <translation>所有评价指标均按全分辨率像元计算：{share}。</translation>
    </message>
    <message>
      <source>Plots show {count} of these pixels.</source>
      <translation>图表显示其中 {count} 个像元。</translation>
    </message>
    <message>
      <source>The best of all methods.</source>
      <translation>所有方法中最好的。</translation>
    </message>
    <message>
      <source>These are the metrics of what was shown before. The new ones are being measured…</source>
      <translation>这是之前所显示内容的评价指标，新的指标正在计算…</translation>
    </message>
    <message>
      <source>Copy or save the metrics</source>
      <translation>复制或保存评价指标</translation>
    </message>
    <message>
      <source>Copy as text</source>
      <translation>复制为文本</translation>
    </message>
    <message>
      <source>Save as CSV…</source>
      <translation>保存为 CSV…</translation>
    </message>
    <message>
      <source>Save as HTML report…</source>
      <translation>保存为 HTML 报告…</translation>
    </message>
    <message>
      <source>Save as picture (PNG)…</source>
      <translation>保存为图片 (PNG)…</translation>
    </message>
    <message>
      <source>Against {image}, {pixels} pixels: {share}</source>
      <translation>与{image}对比，{pixels} 个像元：{share}</translation>
    </message>
    <message>
      <source>{method} is not measured: {reason}</source>
      <translation>{method} 未评价：{reason}</translation>
    </message>
    <message>
      <source>Measuring the whole scene</source>
      <translation>评价整个场景</translation>
    </message>
    <message>
      <source>The metrics of predictions appear here, against the true image or, without one, against the coarse image.</source>
      <translation>此处显示预测影像的评价指标：与真实影像比较；没有真实影像时与粗分辨率影像比较。</translation>
    </message>
    <message>
      <source>The preview is shown on the map.</source>
      <translation>预览显示在地图上。</translation>
    </message>
    <message>
      <source>Move the mouse over the images to see the values of a pixel. A click keeps it; Shift and the arrow keys go from there.</source>
      <translation>将鼠标移到影像上可查看像元的值。单击可固定该像元；按住 Shift 用方向键可从该处移动。</translation>
    </message>
    <message>
      <source>The values of a pixel appear here when there is a preview.</source>
      <translation>有预览时，此处显示像元的值。</translation>
    </message>
    <message>
      <source>Row {row}, column {column}: {x:.10g}, {y:.10g}</source>
      <translation>第 {row} 行，第 {column} 列：{x:.10g}, {y:.10g}</translation>
    </message>
    <message>
      <source>averaged over {factor} × {factor} pixels; a click shows a single one</source>
      <translation>{factor} × {factor} 像元的平均值；单击可查看单个像元</translation>
    </message>
    <message>
      <source>the single pixel that was clicked</source>
      <translation>所单击的单个像元</translation>
    </message>
    <message>
      <source>Metrics</source>
      <translation>评价指标</translation>
    </message>
    <message>
      <source>Chart</source>
      <translation>图表</translation>
    </message>
    <message>
      <source>Pixel</source>
      <translation>像元</translation>
    </message>
    <message>
      <source>Measuring the whole scene… {percent} %</source>
      <translation>正在评价整个场景… {percent} %</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Whole scene</source>
      <translation>整个场景</translation>
    </message>
    <message>
      <source>Measure the whole scene instead of what is in view. It takes about as long as predicting the scene with each method; the map can be moved meanwhile.</source>
      <translation>评价整个场景，而不只是视图中的部分。所需时间约等于用每种方法预测整个场景；期间可以移动地图。</translation>
    </message>
    <message>
      <source>(none)</source>
      <translation>（无）</translation>
    </message>
    <message>
      <source>Predict inside of these polygons alone, nodata elsewhere; with an extent, what both share.</source>
      <translation>只预测这些多边形之内，其余为无效像元；若同时给出范围，则为二者的共同部分。</translation>
    </message>
    <message>
      <source>Selected features only</source>
      <translation>仅选中的要素</translation>
    </message>
    <message>
      <source>Extent</source>
      <translation>范围</translation>
    </message>
    <message>
      <source>Polygons</source>
      <translation>多边形</translation>
    </message>
    <message>
      <source>{layer} is no file: save it as one, and give that as AREA.</source>
      <translation>{layer} 不是文件：请将其另存为文件，并以该文件作为 AREA。</translation>
    </message>
    <message>
      <source>The command takes all features of {layer}: save those that are selected as a file of their own, and give that as AREA.</source>
      <translation>该命令使用 {layer} 的全部要素：请将选中的要素另存为单独的文件，并以该文件作为 AREA。</translation>
    </message>
    <message>
      <source>{columns} × {rows} of {all_columns} × {all_rows} fine pixels</source>
      <translation>{all_columns} × {all_rows} 个精细像元中的 {columns} × {rows} 个</translation>
    </message>
    <message>
      <source>What the map shows</source>
      <translation>地图显示的范围</translation>
    </message>
    <message>
      <source>A rectangle</source>
      <translation>矩形</translation>
    </message>
    <message>
      <source>Where runs predict: each fine pixel that the extent touches. A part is exactly that of the whole scene, and takes less time.</source>
      <translation>运行时预测的位置：范围所触及的每个精细像元。部分结果与整个场景的结果完全相同，而且用时更少。</translation>
    </message>
    <message>
      <source>Not handed on: {masks}. Masks find their images by their dates: give them the date of their image (Layer Properties - Temporal, or in their names).</source>
      <translation>未传递：{masks}。掩膜按日期寻找其影像：请为掩膜设定其影像的日期（图层属性 - 时态，或写入名称）。</translation>
    </message>
    <message>
      <source>Which pairs each date is predicted from: the nearest in time, or one before and one after it, or as many as the method takes. Pairs with a closed lock stay.</source>
      <translation>每个日期由哪些参考影像对预测：时间上最近的、前后各一对，或方法所能使用的全部。锁住的影像对保持不变。</translation>
    </message>
    <message>
      <source>Tick</source>
      <translation>勾选</translation>
    </message>
    <message>
      <source>Tick the dates that are to be predicted together</source>
      <translation>勾选要一起预测的日期</translation>
    </message>
    <message>
      <source>Dates without a fine image</source>
      <translation>没有精细影像的日期</translation>
    </message>
    <message>
      <source>Dates with a fine image, to compare</source>
      <translation>有精细影像的日期，用于比较</translation>
    </message>
    <message>
      <source>All dates</source>
      <translation>所有日期</translation>
    </message>
    <message>
      <source>None</source>
      <translation>无</translation>
    </message>
    <message>
      <source>Pairs:</source>
      <translation>影像对：</translation>
    </message>
    <message>
      <source>{count} ticked</source>
      <translation>已勾选 {count} 个</translation>
    </message>
    <message>
      <source>Previous date</source>
      <translation>上一个日期</translation>
    </message>
    <message>
      <source>Next date</source>
      <translation>下一个日期</translation>
    </message>
    <message>
      <source>coarse</source>
      <translation>粗分辨率</translation>
    </message>
    <message>
      <source>fine</source>
      <translation>精细</translation>
    </message>
    <message>
      <source>predict</source>
      <translation>预测</translation>
    </message>
    <message>
      <source>Fine: {layer}</source>
      <translation>精细：{layer}</translation>
    </message>
    <message>
      <source>Coarse: {layer}</source>
      <translation>粗分辨率：{layer}</translation>
    </message>
    <message>
      <source>{share:.0%} clear</source>
      <translation>{share:.0%} 晴空</translation>
    </message>
    <message>
      <source>Predicted from {reason}</source>
      <translation>预测依据：{reason}</translation>
    </message>
    <message>
      <source>Click to preview this date; its box has it predicted with others.</source>
      <translation>单击可预览此日期；勾选其复选框则与其他日期一起预测。</translation>
    </message>
    <message>
      <source>This pair is taken for all dates. Click to have it chosen anew for each.</source>
      <translation>所有日期都使用此影像对。单击后将为每个日期重新选择。</translation>
    </message>
    <message>
      <source>The pair is chosen anew for each date. Click to keep it for all.</source>
      <translation>此影像对为每个日期重新选择。单击后用于所有日期。</translation>
    </message>
    <message>
      <source>STFusion: preview of a fusion</source>
      <translation>STFusion：融合预览</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>影像</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>位置</translation>
    </message>
    <message>
      <source>Copied to the clipboard.</source>
      <translation>已复制到剪贴板。</translation>
    </message>
    <message>
      <source>Fine images</source>
      <translation>精细影像</translation>
    </message>
    <message>
      <source>Downloads</source>
      <translation>下载数据</translation>
    </message>
    <message>
      <source>Open downloads</source>
      <translation>打开下载数据</translation>
    </message>
    <message>
      <source>Prepare and load what was downloaded: Landsat, Sentinel-2, HLS, MODIS, VIIRS and others, in folders or archives. They can be dropped on this panel, too.</source>
      <translation>预处理并加载下载的数据：Landsat、Sentinel-2、HLS、MODIS、VIIRS 等，可位于文件夹或压缩包中。也可将它们拖放到此面板上。</translation>
    </message>
    <message>
      <source>Folder…</source>
      <translation>文件夹…</translation>
    </message>
    <message>
      <source>Archives or files…</source>
      <translation>压缩包或文件…</translation>
    </message>
    <message>
      <source>Folder of downloads</source>
      <translation>下载文件夹</translation>
    </message>
    <message>
      <source>Products</source>
      <translation>产品</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>所有文件</translation>
    </message>
    <message>
      <source>Prepare {names}</source>
      <translation>预处理 {names}</translation>
    </message>
    <message>
      <source>All of these images are loaded already.</source>
      <translation>这些影像均已加载。</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>质量评价</translation>
    </message>
    <message>
      <source>{file} is no image that can be used. If it holds several images, load one of them with QGIS.</source>
      <translation>{file} 不是可用的影像。若其中包含多幅影像，请用 QGIS 加载其中一幅。</translation>
    </message>
    <message>
      <source>Guess again</source>
      <translation>重新推测</translation>
    </message>
    <message>
      <source>Choose all images anew from the loaded layers, by their resolution, dates, names and extents. A set-up that is complete is left as it is when further layers are loaded.</source>
      <translation>根据分辨率、日期、名称和范围，从已加载的图层中重新选择所有影像。设置完整时，再加载图层也不会改变它。</translation>
    </message>
    <message>
      <source>What tells one kind of land from another besides: an embedding, images of other dates, radar, elevation, labels or polygons of fields. Any grid and bands; it counts as far as a test on the scene proves that it helps.</source>
      <translation>另外能区分不同地物的资料：嵌入特征、其他日期的影像、雷达、高程、田块的标签或多边形。格网和波段任意；场景上的检验证明它有多大帮助，它就起多大作用。</translation>
    </message>
    <message>
      <source>Prediction date</source>
      <translation>预测日期</translation>
    </message>
    <message>
      <source>Coarse</source>
      <translation>粗分辨率</translation>
    </message>
    <message>
      <source>The coarse image of the date whose fine image is to be predicted.</source>
      <translation>待预测精细影像的日期的粗分辨率影像。</translation>
    </message>
    <message>
      <source>The true fine image of the prediction date, if there is one: predictions are compared with it.</source>
      <translation>预测日期的真实精细影像（如有）：预测影像将与之比较。</translation>
    </message>
    <message>
      <source>True fine</source>
      <translation>真实精细</translation>
    </message>
    <message>
      <source>Keep to compare</source>
      <translation>保留以供比较</translation>
    </message>
    <message>
      <source>Keep this method with these parameters, and compare others with it. The arrow adds any method with its defaults.</source>
      <translation>保留此方法及其参数，以便与其他方法比较。箭头可按默认参数添加任意方法。</translation>
    </message>
    <message>
      <source>Show this prediction</source>
      <translation>显示此预测影像</translation>
    </message>
    <message>
      <source>defaults</source>
      <translation>默认值</translation>
    </message>
    <message>
      <source>Show these parameters in the form</source>
      <translation>在表单中显示这些参数</translation>
    </message>
    <message>
      <source>Forget this prediction</source>
      <translation>移除此预测影像</translation>
    </message>
    <message>
      <source>Mask: {layer}</source>
      <translation>掩膜：{layer}</translation>
    </message>
    <message>
      <source>No mask. Choose a layer whose pixels above 0 may be used, to leave out clouds.</source>
      <translation>无掩膜。可选择一个图层，仅使用其中像元值大于 0 的像元，以排除云。</translation>
    </message>
    <message>
      <source>No mask</source>
      <translation>无掩膜</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>高级</translation>
    </message>
    <message>
      <source>Reset to the paper's defaults</source>
      <translation>恢复为论文的默认值</translation>
    </message>
    <message>
      <source>Recommended for these images</source>
      <translation>推荐用于这些影像</translation>
    </message>
    <message>
      <source>Best on your own dates</source>
      <translation>在您自己的日期上最佳</translation>
    </message>
    <message>
      <source>What the method is good at, and where it fails</source>
      <translation>此方法擅长什么，在哪里会失败</translation>
    </message>
    <message>
      <source>Find out which method is best on your own dates: each is left out and predicted from the others. Needs the fine and coarse images of two dates at least.</source>
      <translation>找出在您自己的日期上最佳的方法：依次留出每个日期，由其他日期预测它。至少需要两个日期的精细影像和粗分辨率影像。</translation>
    </message>
    <message>
      <source>Source:</source>
      <translation>文献：</translation>
    </message>
    <message>
      <source>Install numba…</source>
      <translation>安装 numba…</translation>
    </message>
    <message>
      <source>With numba, {method} would be about {gain:.0f} times as fast.</source>
      <translation>使用 numba 时，{method} 的速度约为现在的 {gain:.0f} 倍。</translation>
    </message>
    <message>
      <source>Bands, units and ratio</source>
      <translation>波段、单位与尺度比</translation>
    </message>
    <message>
      <source>Add pair {number}</source>
      <translation>添加影像对 {number}</translation>
    </message>
    <message>
      <source>Add a fine image</source>
      <translation>添加精细影像</translation>
    </message>
    <message>
      <source>Fine</source>
      <translation>精细</translation>
    </message>
    <message>
      <source>The image with small pixels, of a date for which there is also a coarse image.</source>
      <translation>像元较小的影像，其日期也有粗分辨率影像。</translation>
    </message>
    <message>
      <source>The image with large pixels, of the same date as the fine image of the pair. Any grid and coordinate reference system; need not be resampled or cut.</source>
      <translation>像元较大的影像，与该影像对的精细影像日期相同。格网和坐标参照系不限，无需重采样或裁剪。</translation>
    </message>
    <message>
      <source>Fine image of another date</source>
      <translation>另一日期的精细影像</translation>
    </message>
    <message>
      <source>Pair {number}</source>
      <translation>影像对 {number}</translation>
    </message>
    <message>
      <source>{label} (optional)</source>
      <translation>{label}（可选）</translation>
    </message>
    <message>
      <source>The prediction is being made…</source>
      <translation>正在预测…</translation>
    </message>
    <message>
      <source>Choose the images in the form: a fine image, the coarse image of its date, and the coarse image of the date to predict. The layers that are loaded were not recognised by their resolution and their dates.</source>
      <translation>请在表单中选择影像：一幅精细影像、同一日期的粗分辨率影像，以及待预测日期的粗分辨率影像。已加载的图层无法根据分辨率和日期识别。</translation>
    </message>
    <message>
      <source>Load a fine image, the coarse image of its date, and the coarse image of the date to predict. They are recognised by their resolution and their dates. Or drop a folder of downloads here: it is prepared and loaded.</source>
      <translation>请加载一幅精细影像、其日期的粗分辨率影像，以及待预测日期的粗分辨率影像。它们按分辨率和日期识别。也可将下载文件夹拖放到此处：将自动预处理并加载。</translation>
    </message>
    <message>
      <source>The scale ratio of the resampled coarse images is missing.</source>
      <translation>缺少重采样粗分辨率影像的尺度比。</translation>
    </message>
    <message>
      <source>Open a file, or set the date of the image</source>
      <translation>打开文件，或设置影像的日期</translation>
    </message>
    <message>
      <source>Open a file…</source>
      <translation>打开文件…</translation>
    </message>
    <message>
      <source>Set the date…</source>
      <translation>设置日期…</translation>
    </message>
    <message>
      <source>Take the date from the file or its name</source>
      <translation>使用文件或其名称中的日期</translation>
    </message>
    <message>
      <source>Date of the image</source>
      <translation>影像的日期</translation>
    </message>
    <message>
      <source>The date of {layer}. It is kept in the layer, as its time.</source>
      <translation>{layer} 的日期。它作为时间属性保存在图层中。</translation>
    </message>
    <message>
      <source>It takes the CRS or nodata values that are set in {layers} from the project: save the project, then copy it again.</source>
      <translation>它从工程中读取 {layers} 所设置的坐标参照系 (CRS) 或无数据值：请先保存工程，再重新复制。</translation>
    </message>
    <message>
      <source>It takes the CRS or nodata values that are set in {layers} from the file of the project.</source>
      <translation>它从工程文件中读取 {layers} 所设置的坐标参照系 (CRS) 或无数据值。</translation>
    </message>
    <message>
      <source>Run…</source>
      <translation>运行…</translation>
    </message>
    <message>
      <source>Open the dialog of the method in Processing, filled in with what is chosen here.</source>
      <translation>打开该方法的 Processing 对话框，并填入此处所选内容。</translation>
    </message>
    <message>
      <source>Run in background</source>
      <translation>后台运行</translation>
    </message>
    <message>
      <source>Predict the whole scene while you go on, or all dates that are ticked. You are asked once where to write.</source>
      <translation>在您继续工作时预测整景影像，或预测所有勾选的日期。写入位置只询问一次。</translation>
    </message>
    <message>
      <source>Where predictions of runs in the background are written</source>
      <translation>后台运行的预测影像写入的位置</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>Copy what would be run</source>
      <translation>复制将要运行的内容</translation>
    </message>
    <message>
      <source>As qgis_process command</source>
      <translation>复制为 qgis_process 命令</translation>
    </message>
    <message>
      <source>As Python</source>
      <translation>复制为 Python</translation>
    </message>
    <message>
      <source>Run {count} dates in background</source>
      <translation>后台运行 {count} 个日期</translation>
    </message>
    <message>
      <source>Run the ticked date in background</source>
      <translation>后台运行勾选的日期</translation>
    </message>
    <message>
      <source>Processing is not available: enable its plugin.</source>
      <translation>Processing 不可用：请启用该插件。</translation>
    </message>
    <message>
      <source>{label} ({number} of {count})</source>
      <translation>{label}（{number}/{count}）</translation>
    </message>
    <message>
      <source>about {time} left</source>
      <translation>约剩 {time}</translation>
    </message>
    <message>
      <source>{method} has made its prediction in {time}.</source>
      <translation>{method} 已完成预测，用时 {time}。</translation>
    </message>
    <message>
      <source>{method} has predicted {count} dates in {time}.</source>
      <translation>{method} 用时 {time}，预测了 {count} 个日期。</translation>
    </message>
    <message>
      <source>{method} failed: {reason}</source>
      <translation>{method} 失败：{reason}</translation>
    </message>
    <message>
      <source>Where predictions are written</source>
      <translation>预测影像写入的位置</translation>
    </message>
    <message>
      <source>Temporary files, gone when QGIS is closed</source>
      <translation>临时文件，关闭 QGIS 后消失</translation>
    </message>
    <message>
      <source>Files in a folder</source>
      <translation>文件夹中的文件</translation>
    </message>
    <message>
      <source>{method} stands for the method, with the parameters that are not the defaults; {date} for the date. A file that is there already is kept: the new one gets a number.</source>
      <translation>{method} 代表方法及其非默认的参数，{date} 代表日期。已有的文件会保留：新文件会加上编号。</translation>
    </message>
    <message>
      <source>Write the uncertainty as well, if the method gives one</source>
      <translation>如果方法提供不确定性，也一并写入</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>文件夹</translation>
    </message>
    <message>
      <source>Names</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>You are asked once for a project. The folder button beside “Run in background” asks again.</source>
      <translation>每个工程只询问一次。“后台运行”旁的文件夹按钮可再次设置。</translation>
    </message>
    <message>
      <source>for example {name}</source>
      <translation>例如 {name}</translation>
    </message>
    <message>
      <source>Cancel all runs in the background</source>
      <translation>取消所有后台运行</translation>
    </message>
    <message>
      <source>{percent:.0f} %</source>
      <translation>{percent:.0f} %</translation>
    </message>
    <message>
      <source>QGIS takes {size:.1f} GB</source>
      <translation>QGIS 占用 {size:.1f} GB</translation>
    </message>
    <message>
      <source>The dates are a group of layers that follow each other in time.</source>
      <translation>各日期组成一个图层组，按时间先后相接。</translation>
    </message>
    <message>
      <source>Play in time</source>
      <translation>按时间播放</translation>
    </message>
    <message>
      <source>Nothing can be written into {folder} ({reason}). Choose another folder.</source>
      <translation>无法写入 {folder}（{reason}）。请选择其他文件夹。</translation>
    </message>
    <message>
      <source>Unfold the form</source>
      <translation>展开表单</translation>
    </message>
    <message>
      <source>Fold the form, so that the preview has more room</source>
      <translation>折叠表单，为预览腾出更多空间</translation>
    </message>
    <message>
      <source>Fine image {number}</source>
      <translation>精细影像 {number}</translation>
    </message>
    <message>
      <source>{columns} × {rows} pixels</source>
      <translation>{columns} × {rows} 像元</translation>
    </message>
    <message>
      <source>{columns} × {rows} pixels in {seconds:.1f} s</source>
      <translation>{columns} × {rows} 像元，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
      <source>{size} · zoomed out: pixels averaged {factor} × {factor}</source>
      <translation>{size} · 已缩小显示：像元按 {factor} × {factor} 平均</translation>
    </message>
    <message>
      <source>The map shows more pixels than the screen has. The fine images were averaged over squares of {factor} × {factor} pixels, and windows span the same ground in fewer pixels. Zoom in to see the prediction as it will be.</source>
      <translation>地图显示的像元多于屏幕像素。精细影像已按 {factor} × {factor} 像元的方块平均，窗口以更少的像元覆盖同样的地面范围。放大地图即可看到最终的预测影像。</translation>
    </message>
    <message>
      <source>Move the preview with the map</source>
      <translation>预览随地图移动</translation>
    </message>
    <message>
      <source>Zoom to the images</source>
      <translation>缩放到影像</translation>
    </message>
    <message>
      <source>1 band</source>
      <translation>1 个波段</translation>
    </message>
    <message>
      <source>{count} bands</source>
      <translation>{count} 个波段</translation>
    </message>
    <message>
      <source>date unknown</source>
      <translation>日期未知</translation>
    </message>
    <message>
      <source>ratio unknown</source>
      <translation>尺度比未知</translation>
    </message>
    <message>
      <source>ratio {ratio:.3g}</source>
      <translation>尺度比 {ratio:.3g}</translation>
    </message>
    <message>
      <source>about {length}</source>
      <translation>约 {length}</translation>
    </message>
    <message>
      <source>no</source>
      <translation>否</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>Previews are made inside of QGIS, which may hesitate now and then. {reason}</source>
      <translation>预览在 QGIS 内部生成，偶尔可能出现停顿。{reason}</translation>
    </message>
    <message>
      <source>The preview failed unexpectedly ({error}). The log of messages tells more.</source>
      <translation>预览意外失败（{error}）。详情见消息日志。</translation>
    </message>
    <message>
      <source>Compare {name} with…</source>
      <translation>将 {name} 与…比较</translation>
    </message>
    <message>
      <source>None: only the coarse image</source>
      <translation>无：仅粗分辨率影像</translation>
    </message>
    <message>
      <source>The true image of the same date, with pixels as large as those of the layer.</source>
      <translation>同一日期的真实影像，像元大小与该图层相同。</translation>
    </message>
    <message>
      <source>The layer averaged to its pixels is compared with it; needs no reference.</source>
      <translation>将该图层聚合到其像元后与之比较；不需要真实影像。</translation>
    </message>
    <message>
      <source>from the images</source>
      <translation>由影像得出</translation>
    </message>
    <message>
      <source>Side of a coarse pixel in fine pixels. It is found from the coarse image; needed for ERGAS without one, or if the coarse image was resampled to fine pixels.</source>
      <translation>粗像元的边长，以精细像元计。由粗分辨率影像求得；没有粗分辨率影像而要计算 ERGAS，或粗分辨率影像已重采样到精细像元时须给出。</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>评价</translation>
    </message>
    <message>
      <source>Reference image</source>
      <translation>真实影像</translation>
    </message>
    <message>
      <source>Coarse image of the same date</source>
      <translation>同一日期的粗分辨率影像</translation>
    </message>
    <message>
      <source>Match the bands of the images</source>
      <translation>影像的波段匹配</translation>
    </message>
    <message>
      <source>Choose a reference image, or a coarse image of the same date.</source>
      <translation>请选择真实影像，或同一日期的粗分辨率影像。</translation>
    </message>
    <message>
      <source>Looking at the images…</source>
      <translation>正在检查影像…</translation>
    </message>
    <message>
      <source>The images fit together.</source>
      <translation>这些影像相互匹配。</translation>
    </message>
    <message>
      <source>Compare with…</source>
      <translation>与…比较</translation>
    </message>
    <message>
      <source>Report of the quality</source>
      <translation>质量报告</translation>
    </message>
    <message>
      <source>Measure quality again</source>
      <translation>重新评价质量</translation>
    </message>
    <message>
      <source>Hide quality</source>
      <translation>隐藏质量</translation>
    </message>
    <message>
      <source>Show quality</source>
      <translation>显示质量</translation>
    </message>
    <message>
      <source>Quality of the prediction</source>
      <translation>预测影像的质量</translation>
    </message>
    <message>
      <source>Choose a file</source>
      <translation>选择文件</translation>
    </message>
    <message>
      <source>What is set in the layer {layer} (its CRS or its nodata values) does not count here. Export it as a GeoTIFF, or use the algorithm 'Image quality'.</source>
      <translation>图层 {layer} 中的设置（CRS 或无数据值）在此不起作用。请将其导出为 GeoTIFF，或使用“影像质量”算法。</translation>
    </message>
    <message>
      <source>Image to compare with</source>
      <translation>用于比较的影像</translation>
    </message>
    <message>
      <source>Click to measure again.</source>
      <translation>单击以重新评价。</translation>
    </message>
    <message>
      <source>Report of {name}</source>
      <translation>{name} 的报告</translation>
    </message>
    <message>
      <source>No report</source>
      <translation>没有报告</translation>
    </message>
    <message>
      <source>Quality of {name}</source>
      <translation>{name} 的质量</translation>
    </message>
    <message>
      <source>Waiting…</source>
      <translation>等待中…</translation>
    </message>
    <message>
      <source>Measuring… {percent} %</source>
      <translation>正在评价… {percent} %</translation>
    </message>
    <message>
      <source>Not measured by itself: one of its images is no plain file on this computer.</source>
      <translation>未自动评价：其中一幅影像不是此计算机上的普通文件。</translation>
    </message>
    <message>
      <source>{path} was named by the prediction's file. It is opened only when you ask, as it could lead to any server.</source>
      <translation>{path} 由预测影像的文件给出。由于它可能指向任意服务器，只有在您要求时才会打开。</translation>
    </message>
    <message>
      <source>Its quality is not measured yet.</source>
      <translation>尚未评价其质量。</translation>
    </message>
    <message>
      <source>There is nothing to compare it with yet.</source>
      <translation>尚无可与之比较的影像。</translation>
    </message>
    <message>
      <source>Kept with the layer only: the folder of its file cannot be written to.</source>
      <translation>仅保存在图层中：其文件所在文件夹不可写。</translation>
    </message>
    <message>
      <source>No comparison</source>
      <translation>无法比较</translation>
    </message>
    <message>
      <source>Measure again</source>
      <translation>重新评价</translation>
    </message>
    <message>
      <source>Stop measuring</source>
      <translation>停止评价</translation>
    </message>
    <message>
      <source>Click for the report</source>
      <translation>单击查看报告</translation>
    </message>
    <message>
      <source>SAM</source>
      <translation>SAM</translation>
    </message>
    <message>
      <source>SSIM</source>
      <translation>SSIM</translation>
    </message>
    <message>
      <source>ERGAS</source>
      <translation>ERGAS</translation>
    </message>
    <message>
      <source>Correlation</source>
      <translation>相关系数</translation>
    </message>
    <message>
      <source>Kept detail</source>
      <translation>细节保留率</translation>
    </message>
    <message>
      <source>Against {name}</source>
      <translation>对照 {name}</translation>
    </message>
    <message>
      <source>Consistency with {name}</source>
      <translation>与 {name} 的一致性</translation>
    </message>
    <message>
      <source>Detail of {name}</source>
      <translation>相对 {name} 的细节</translation>
    </message>
    <message>
      <source>{band}: RMSE {error}, {share:.0%} of the standard deviation of the reference</source>
      <translation>{band}：RMSE {error}，为真实影像标准差的 {share:.0%}</translation>
    </message>
    <message>
      <source>{band}: RMSE {error} to the coarse image, {share:.0%} of the standard deviation of the prediction</source>
      <translation>{band}：与粗分辨率影像的 RMSE 为 {error}，为预测影像标准差的 {share:.0%}</translation>
    </message>
    <message>
      <source>The file of this layer is gone: {path}. Put it back, or remove the layer.</source>
      <translation>此图层的文件已不存在：{path}。请恢复该文件，或移除此图层。</translation>
    </message>
    <message>
      <source>the file of the layer</source>
      <translation>图层的文件</translation>
    </message>
    <message>
      <source>Changed since it was measured: {files}.</source>
      <translation>评价之后已发生变化：{files}。</translation>
    </message>
    <message>
      <source>Presets</source>
      <translation>预设</translation>
    </message>
    <message>
      <source>Parameters that you have kept under a name, in your profile of QGIS.</source>
      <translation>以某个名称保存在 QGIS 配置文件中的参数。</translation>
    </message>
    <message>
      <source>Save as preset…</source>
      <translation>保存为预设…</translation>
    </message>
    <message>
      <source>Delete preset</source>
      <translation>删除预设</translation>
    </message>
    <message>
      <source>Name of the preset (an existing one is replaced)</source>
      <translation>预设名称（同名的将被替换）</translation>
    </message>
    <message>
      <source>Click a point on the map</source>
      <translation>在地图上单击一个点</translation>
    </message>
    <message>
      <source>Draw a polygon on the map, a right click ends it: the mean of its pixels</source>
      <translation>在地图上绘制多边形，右键结束：其像元的平均值</translation>
    </message>
    <message>
      <source>Draw a line on the map, a right click ends it: the values along it, of one date</source>
      <translation>在地图上绘制线，右键结束：某一日期沿线的值</translation>
    </message>
    <message>
      <source>The mean of the selected polygons of the active layer</source>
      <translation>当前图层中所选多边形的平均值</translation>
    </message>
    <message>
      <source>Select polygons of a vector layer first, and make it the active layer.</source>
      <translation>请先在矢量图层中选择多边形，并将其设为当前图层。</translation>
    </message>
    <message>
      <source>STFusion: profile over time</source>
      <translation>STFusion：时间剖面</translation>
    </message>
    <message>
      <source>The band that is drawn</source>
      <translation>绘制的波段</translation>
    </message>
    <message>
      <source>The date whose images are drawn along the line</source>
      <translation>沿线绘制其影像的日期</translation>
    </message>
    <message>
      <source>Save all values of the profile as CSV</source>
      <translation>将剖面的所有值保存为 CSV</translation>
    </message>
    <message>
      <source>No layer of the project has a date. Load fine and coarse images; dates are taken from names and metadata, or set in the dock.</source>
      <translation>工程中没有带日期的图层。请加载精细影像和粗分辨率影像；日期取自名称和元数据，也可在面板中设置。</translation>
    </message>
    <message>
      <source>No image with a date has a value there.</source>
      <translation>该处没有任何带日期的影像有值。</translation>
    </message>
    <message>
      <source>Choose a point, a polygon or a line with the buttons above, then click on the map: the values of all images with a date appear here, fine, coarse and predicted.</source>
      <translation>用上面的按钮选择点、多边形或线，再在地图上单击：此处将显示所有带日期的影像的值，包括精细影像、粗分辨率影像和预测影像。</translation>
    </message>
    <message>
      <source>Save the profile</source>
      <translation>保存剖面</translation>
    </message>
    <message>
      <source>Empty</source>
      <translation>清空</translation>
    </message>
    <message>
      <source>{size:.1f} MB in {folder}</source>
      <translation>{folder} 中有 {size:.1f} MB</translation>
    </message>
    <message>
      <source>Cache of compiled kernels</source>
      <translation>已编译内核的缓存</translation>
    </message>
    <message>
      <source>They are compiled again when they are needed, which takes seconds once.</source>
      <translation>需要时会重新编译，只需一次，约几秒钟。</translation>
    </message>
    <message>
      <source>Cache of unpacked downloads</source>
      <translation>已解包下载数据的缓存</translation>
    </message>
    <message>
      <source>What compressed archives (.tar.gz) and images without a grid become when they are prepared. Images that were prepared of it cannot be read any more until they are prepared again.</source>
      <translation>压缩包（.tar.gz）和没有格网的影像在制备时得到的文件。清空后，由它们制备的影像须重新制备才能读取。</translation>
    </message>
    <message>
      <source>Computation</source>
      <translation>计算</translation>
    </message>
    <message>
      <source>one a processor core ({count})</source>
      <translation>每个处理器核心一个（{count}）</translation>
    </message>
    <message>
      <source>How many blocks of an image are computed at a time, where an algorithm is not told otherwise. The result does not depend on it.</source>
      <translation>在算法未另行指定时，同时计算多少个影像分块。结果与此无关。</translation>
    </message>
    <message>
      <source>What one run may take. Blocks become smaller, and fewer are computed at a time, until they fit; the result does not depend on it. Networks take no more either.</source>
      <translation>一次运行可占用的内存。分块会变小，同时计算的分块会减少，直到满足为止；结果与此无关。神经网络也不会占用更多。</translation>
    </message>
    <message>
      <source>Parts of the images that GDAL keeps while a run works.</source>
      <translation>运行期间 GDAL 保留在内存中的影像部分。</translation>
    </message>
    <message>
      <source>As the fine image</source>
      <translation>与精细影像相同</translation>
    </message>
    <message>
      <source>Float32</source>
      <translation>Float32</translation>
    </message>
    <message>
      <source>Proposed for new runs. Integers are rounded; float32 keeps the fractions.</source>
      <translation>新运行的默认值。整数会四舍五入；float32 保留小数。</translation>
    </message>
    <message>
      <source>What runs networks where an algorithm says 'Automatic'. What does not work on this machine is replaced by the CPU, and the log says why.</source>
      <translation>算法选择“自动”时，用什么运行神经网络。在本机上不可用的会由 CPU 代替，日志会说明原因。</translation>
    </message>
    <message>
      <source>Where it is faster</source>
      <translation>在更快时使用</translation>
    </message>
    <message>
      <source>Never</source>
      <translation>从不</translation>
    </message>
    <message>
      <source>Whether methods compute on the graphics card where a short measurement finds it faster than the processor; it needs pyopencl, below. The log says what computed. Results differ by less than a hundred thousandth of their deviation.</source>
      <translation>经短时测量，显卡比处理器快时，是否在显卡上计算各方法；需要下方的 pyopencl。日志会写明由什么计算。结果的差异小于其标准差的十万分之一。</translation>
    </message>
    <message>
      <source>Measure the quality of predictions when they are loaded</source>
      <translation>加载预测影像时评价其质量</translation>
    </message>
    <message>
      <source>Shown under the layer. Large images are measured only when asked for.</source>
      <translation>显示在图层下方。大影像仅在要求时才评价。</translation>
    </message>
    <message>
      <source>Runs in the background go to the cluster of this scheduler; empty: they stay here. Its workers have to see the images and the folder of the predictions by the same paths, and need the same packages as QGIS; QGIS's Python needs the package distributed.</source>
      <translation>后台运行会交给此调度器的集群；留空则在本机运行。其工作进程须能以相同的路径访问影像和预测影像的文件夹，并需要与 QGIS 相同的软件包；QGIS 的 Python 需要软件包 distributed。</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>线程数</translation>
    </message>
    <message>
      <source>Memory of a run</source>
      <translation>一次运行的内存</translation>
    </message>
    <message>
      <source>Raster cache</source>
      <translation>栅格缓存</translation>
    </message>
    <message>
      <source>Data type of outputs</source>
      <translation>输出的数据类型</translation>
    </message>
    <message>
      <source>Run networks on</source>
      <translation>运行神经网络于</translation>
    </message>
    <message>
      <source>Graphics card</source>
      <translation>显卡</translation>
    </message>
    <message>
      <source>Dask scheduler</source>
      <translation>Dask 调度器</translation>
    </message>
    <message>
      <source>{provider} (not on this machine)</source>
      <translation>{provider}（本机不可用）</translation>
    </message>
    <message>
      <source>Installing {package}</source>
      <translation>正在安装 {package}</translation>
    </message>
    <message>
      <source>Cancelled. Nothing was changed.</source>
      <translation>已取消。没有任何更改。</translation>
    </message>
    <message>
      <source>Install</source>
      <translation>安装</translation>
    </message>
    <message>
      <source>There is no version that fits this QGIS.</source>
      <translation>没有适合此 QGIS 的版本。</translation>
    </message>
    <message>
      <source>It was not installed by this plugin.</source>
      <translation>它不是由本插件安装的。</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>移除</translation>
    </message>
    <message>
      <source>Install {version} ({what})</source>
      <translation>安装 {version}（{what}）</translation>
    </message>
    <message>
      <source>not installed, in use until QGIS is restarted</source>
      <translation>未安装，在重启 QGIS 之前仍在使用</translation>
    </message>
    <message>
      <source>not installed</source>
      <translation>未安装</translation>
    </message>
    <message>
      <source>{package}; restart QGIS to use it</source>
      <translation>{package}；请重启 QGIS 以使用</translation>
    </message>
    <message>
      <source>{package}, installed elsewhere</source>
      <translation>{package}，安装于别处</translation>
    </message>
    <message>
      <source>Optional packages</source>
      <translation>可选软件包</translation>
    </message>
    <message>
      <source>Set by variables such as PIP_INDEX_URL, or in a file of pip's settings. Only files with a known checksum are installed, whoever sends them.</source>
      <translation>由 PIP_INDEX_URL 等变量或 pip 的设置文件决定。无论由谁提供，只安装校验和已知的文件。</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>All methods work without them; only networks need onnxruntime. They are installed into your profile, and leave the Python of QGIS as it is.</source>
      <translation>没有它们所有方法也能工作；只有神经网络需要 onnxruntime。它们会安装到您的用户配置中，不会改动 QGIS 的 Python。</translation>
    </message>
    <message>
      <source>All methods need SciPy, and networks need onnxruntime. The packages are installed into your profile, and leave the Python of QGIS as it is.</source>
      <translation>所有方法都需要 SciPy，神经网络需要 onnxruntime。这些软件包会安装到您的用户配置中，不会改动 QGIS 的 Python。</translation>
    </message>
    <message>
      <source>To be downloaded: {packages}. On the disk it will take about {size:.1f} GB. You can go on working meanwhile.</source>
      <translation>将要下载：{packages}。约占用磁盘 {size:.1f} GB。期间您可以继续工作。</translation>
    </message>
    <message>
      <source>{package} is removed.</source>
      <translation>{package} 已移除。</translation>
    </message>
    <message>
      <source>{package} is removed; it stays in use until QGIS is restarted.</source>
      <translation>{package} 已移除；在重启 QGIS 之前仍在使用。</translation>
    </message>
    <message>
      <source>{package} is installed. Restart QGIS to use it.</source>
      <translation>{package} 已安装。请重启 QGIS 以使用。</translation>
    </message>
    <message>
      <source>{package} is installed and can be used at once.</source>
      <translation>{package} 已安装，可以立即使用。</translation>
    </message>
    <message>
      <source>Install…</source>
      <translation>安装…</translation>
    </message>
    <message>
      <source>{package} is not installed</source>
      <translation>{package} 未安装</translation>
    </message>
    <message>
      <source>{package} is installed.</source>
      <translation>{package} 已安装。</translation>
    </message>
    <message>
      <source>Choose a file or an archive</source>
      <translation>选择文件或压缩包</translation>
    </message>
    <message>
      <source>A folder, an archive or a file</source>
      <translation>文件夹、压缩包或文件</translation>
    </message>
    <message>
      <source>Choose a folder</source>
      <translation>选择文件夹</translation>
    </message>
    <message>
      <source>Edit a copy of the model…</source>
      <translation>编辑模型的副本…</translation>
    </message>
    <message>
      <source>The demo scene cannot be written into {folder} ({reason}).</source>
      <translation>无法将演示场景写入 {folder}（{reason}）。</translation>
    </message>
    <message>
      <source>Simulated demo scene</source>
      <translation>模拟的演示场景</translation>
    </message>
    <message>
      <source>At least a fine and a coarse image of one date, and a coarse image of the date to be predicted: Landsat or Sentinel-2 beside MODIS, VIIRS or Sentinel-3, for example. They may differ in extent, pixel size and coordinate reference system.</source>
      <translation>至少需要同一日期的一景精细影像和一景粗分辨率影像，以及预测日期的一景粗分辨率影像：例如 Landsat 或 Sentinel-2 搭配 MODIS、VIIRS 或 Sentinel-3。它们的范围、像元大小和坐标参照系可以不同。</translation>
    </message>
    <message>
      <source>Load images</source>
      <translation>加载影像</translation>
    </message>
    <message>
      <source>Look and compare</source>
      <translation>查看与比较</translation>
    </message>
    <message>
      <source>Open the panel of STFusion. It guesses from dates and pixel sizes which image is what, and shows the prediction of what the map shows. Choose methods, swipe between them, and measure them where a true image is known.</source>
      <translation>打开 STFusion 面板。它根据日期和像元大小推测每景影像的角色，并显示地图所示区域的预测。可选择方法，用卷帘在它们之间对比，并在已知真实影像处评价其精度。</translation>
    </message>
    <message>
      <source>Predict</source>
      <translation>预测</translation>
    </message>
    <message>
      <source>Run the method on the whole scene, an extent or polygons: from the panel, from the Processing toolbox, in a model, or with qgis_process.</source>
      <translation>对整个场景、某个范围或多边形运行方法：可在面板、处理工具箱、模型中运行，或使用 qgis_process。</translation>
    </message>
    <message>
      <source>First steps with STFusion</source>
      <translation>STFusion 入门</translation>
    </message>
    <message>
      <source>Fine images of dates that have only coarse ones</source>
      <translation>为只有粗分辨率影像的日期生成精细影像</translation>
    </message>
    <message>
      <source>Open the demo scene</source>
      <translation>打开演示场景</translation>
    </message>
    <message>
      <source>Simulate a landscape as two sensors see it on three dates, in a new project, and open the panel with it: no data needed.</source>
      <translation>在新工程中模拟两个传感器在三个日期所见的地表，并用它打开面板：不需要任何数据。</translation>
    </message>
    <message>
      <source>Open the panel</source>
      <translation>打开面板</translation>
    </message>
    <message>
      <source>This page is in the menu Raster &gt; STFusion.</source>
      <translation>此页面位于菜单“栅格 &gt; STFusion”。</translation>
    </message>
    <message>
      <source>First steps…</source>
      <translation>入门…</translation>
    </message>
    <message>
      <source>Simulating the demo scene of STFusion</source>
      <translation>正在模拟 STFusion 的演示场景</translation>
    </message>
    <message>
      <source>is installed: three steps and a demo scene show what it does.</source>
      <translation>已安装：三个步骤和一个演示场景展示其功能。</translation>
    </message>
    <message>
      <source>No program of this computer is set up to open {path}.</source>
      <translation>此计算机上没有可以打开 {path} 的程序。</translation>
    </message>
    <message>
      <source>Below is what QGIS can show of it; charts are missing.</source>
      <translation>下面是 QGIS 能够显示的内容，不含图表。</translation>
    </message>
    <message>
      <source>Open its folder</source>
      <translation>打开所在文件夹</translation>
    </message>
    <message>
      <source>Copy its path</source>
      <translation>复制路径</translation>
    </message>
    <message>
      <source>No program of this computer is set up to show folders, either. The path of the folder is on the clipboard: {folder}</source>
      <translation>此计算机上也没有可以显示文件夹的程序。文件夹路径已复制到剪贴板：{folder}</translation>
    </message>
    <message>
      <source>The extent</source>
      <translation>范围</translation>
    </message>
    <message>
      <source>The polygons</source>
      <translation>多边形</translation>
    </message>
    <message>
      <source>{area} holds no polygon.</source>
      <translation>{area} 不含任何多边形。</translation>
    </message>
    <message>
      <source>The extent and {area} share no pixel.</source>
      <translation>范围与 {area} 没有共同的像元。</translation>
    </message>
    <message>
      <source>{area} holds the centre of no pixel of {image}: it is smaller than a pixel there, or has a hole.</source>
      <translation>{area} 不含 {image} 任何像元的中心：它在那里小于一个像元，或者有空洞。</translation>
    </message>
    <message>
      <source>The extent is empty: its right and top must lie beyond its left and bottom.</source>
      <translation>范围为空：其右边和上边必须大于左边和下边。</translation>
    </message>
    <message>
      <source>The area of the polygons</source>
      <translation>多边形区域</translation>
    </message>
    <message>
      <source>{area} lies outside of {image}, which spans {left:.10g} to {right:.10g} and {bottom:.10g} to {top:.10g} in {crs}. Check the place and its coordinate reference system.</source>
      <translation>{area} 位于 {image} 之外，后者在 {crs} 中的范围为 {left:.10g} 至 {right:.10g} 和 {bottom:.10g} 至 {top:.10g}。请检查位置及其坐标参照系。</translation>
    </message>
    <message>
      <source>{area} cannot be brought into the coordinate reference system of {image}.</source>
      <translation>{area} 无法转换到 {image} 的坐标参照系。</translation>
    </message>
    <message>
      <source>A band is listed twice for {layer}: {bands}.</source>
      <translation>{layer} 的波段列表中有重复的波段：{bands}。</translation>
    </message>
    <message>
      <source>{layer} has no band '{band}'; its bands are: {names}. List bands by their numbers, such as 4,3,2.</source>
      <translation>{layer} 没有波段“{band}”；其波段为：{names}。请用序号列出波段，例如 4,3,2。</translation>
    </message>
    <message>
      <source>{other} has {other_count} bands, but {first} has {count}. Give images with the same bands in the same order, match the bands by name or by wavelength, or list them.</source>
      <translation>{other} 有 {other_count} 个波段，而 {first} 有 {count} 个。请提供波段及其顺序均相同的影像，按名称或波长匹配波段，或列出所用的波段。</translation>
    </message>
    <message>
      <source>{other} has no single band named '{band}' as {first} has; its bands are: {names}. Rename the bands, or match them by number.</source>
      <translation>{other} 中没有与 {first} 对应的唯一的“{band}”波段；其波段为：{names}。请重命名波段，或按序号匹配。</translation>
    </message>
    <message>
      <source>{layer} does not tell the wavelengths of its bands. Match the bands by number or by name.</source>
      <translation>{layer} 未提供波段的波长信息。请按序号或名称匹配波段。</translation>
    </message>
    <message>
      <source>{other} has no band near {wavelength:.0f} nm (band '{band}' of {first}). Match the bands by number, or give an image with that band.</source>
      <translation>{other} 没有波长接近 {wavelength:.0f} nm 的波段（{first} 的“{band}”波段）。请按序号匹配波段，或提供含有该波段的影像。</translation>
    </message>
    <message>
      <source>Match by name</source>
      <translation>按名称匹配</translation>
    </message>
    <message>
      <source>Match by wavelength</source>
      <translation>按波长匹配</translation>
    </message>
    <message>
      <source>Take the bands {numbers}</source>
      <translation>使用波段 {numbers}</translation>
    </message>
    <message>
      <source>The bands of {other} seem to be in another order than those of {first}: band {number} is {band} there, but {wanted} here.</source>
      <translation>{other} 的波段顺序似乎与 {first} 不同：第 {number} 个波段在前者中是 {band}，在后者中是 {wanted}。</translation>
    </message>
    <message>
      <source>Match the bands by name or by wavelength, or list them.</source>
      <translation>请按名称或波长匹配波段，或列出所用的波段。</translation>
    </message>
    <message>
      <source>Match the bands by name or by wavelength, or list those of {other} as {numbers}.</source>
      <translation>请按名称或波长匹配波段，或将 {other} 的波段列为 {numbers}。</translation>
    </message>
    <message>
      <source>'{band}' ({wavelength:.0f} nm)</source>
      <translation>“{band}”（{wavelength:.0f} nm）</translation>
    </message>
    <message>
      <source>Valid fine pixels cover at most {share:.0%} of any coarse pixel: the prediction rests on coarse pixels that show other land, too ({count} of them). Use a larger area if you can.</source>
      <translation>有效的精细像元最多只覆盖任一粗像元的 {share:.0%}：预测所依据的粗像元还包含其他地物（共 {count} 个）。如有可能，请使用更大的区域。</translation>
    </message>
    <message>
      <source>{layer} gives {rows} x {columns} pixels, more than can be computed. Cut it to the study area first, or check its pixel size.</source>
      <translation>{layer} 给出 {rows} x {columns} 个像元，超出可计算的范围。请先裁剪到研究区，或检查其像元大小。</translation>
    </message>
    <message>
      <source>{first} and {second} are the same file. Each date and each resolution needs an image of its own.</source>
      <translation>{first} 与 {second} 是同一个文件。每个日期、每种分辨率都需要各自的影像。</translation>
    </message>
    <message>
      <source>The pixels of {layer} and {first} differ in size. Fine images must have the same resolution.</source>
      <translation>{layer} 与 {first} 的像元大小不同。各精细影像的分辨率必须相同。</translation>
    </message>
    <message>
      <source>{layer} lies on another grid than {first} and is resampled to it.</source>
      <translation>{layer} 与 {first} 的格网不同，将重采样到后者的格网。</translation>
    </message>
    <message>
      <source>The fine images do not overlap: {layers}.</source>
      <translation>精细影像之间没有重叠：{layers}。</translation>
    </message>
    <message>
      <source>The fine images differ in extent; their common part is used.</source>
      <translation>各精细影像的范围不同，将使用其公共部分。</translation>
    </message>
    <message>
      <source>Without a fine image, the scale ratio of the output must be given (2 or more).</source>
      <translation>没有精细影像时，必须给出输出的尺度比（不小于 2）。</translation>
    </message>
    <message>
      <source>{layer} has smaller pixels than {fine}. Are coarse and fine images swapped?</source>
      <translation>{layer} 的像元比 {fine} 的还小。粗分辨率影像与精细影像是否弄反了？</translation>
    </message>
    <message>
      <source>{layer} cannot be brought onto the grid of {fine}: nothing is known of how to transform its coordinate reference system, {crs}, to {other}. Assign the right one (Raster &gt; Projections &gt; Assign projection).</source>
      <translation>无法将 {layer} 转到 {fine} 的格网上：不知道如何把它的坐标参照系 {crs} 转换为 {other}。请指定正确的坐标参照系（栅格 &gt; 投影 &gt; 指定投影）。</translation>
    </message>
    <message>
      <source>{layer} does not overlap {fine}. Check that both show the same area and that their coordinate reference systems are right.</source>
      <translation>{layer} 与 {fine} 没有重叠。请检查两者是否覆盖同一区域，以及坐标参照系是否正确。</translation>
    </message>
    <message>
      <source>{layer} does not tell by names or wavelengths which of its bands are {names}; its bands are: {bands}. List their numbers, in this order, under 'Bands'.</source>
      <translation>从名称或波长看不出 {layer} 的哪些波段是 {names}；其波段为：{bands}。请在“波段”中按此顺序列出它们的编号。</translation>
    </message>
    <message>
      <source>'{listed}' does not list bands of {layer}. Give the numbers of its bands for {names}, in this order, such as 1,2,3; it has {count} bands.</source>
      <translation>“{listed}”没有列出 {layer} 的波段。请按 {names} 的顺序给出其波段编号，例如 1,2,3；它有 {count} 个波段。</translation>
    </message>
    <message>
      <source>{fine} and {coarse} are a pair, but were taken {days} days apart ({first} and {second}).</source>
      <translation>{fine} 与 {coarse} 是一个影像对，但获取日期相差 {days} 天（{first} 与 {second}）。</translation>
    </message>
    <message>
      <source>{first} and {second} have the same date, {date}.</source>
      <translation>{first} 与 {second} 的日期相同：{date}。</translation>
    </message>
    <message>
      <source>The pairs are not in the order of time: {first} is of {date}, {second} of {other}.</source>
      <translation>影像对没有按时间先后排列：{first} 的日期为 {date}，{second} 的日期为 {other}。</translation>
    </message>
    <message>
      <source>{layer}, of the prediction date, has the same date as {other}: {date}.</source>
      <translation>预测日期的影像 {layer} 与 {other} 的日期相同：{date}。</translation>
    </message>
    <message>
      <source>{layer}, of the prediction date, was taken {days} days from the nearest pair. Check the dates: {date} and {other}.</source>
      <translation>预测日期的影像 {layer} 与最近的影像对相差 {days} 天。请检查日期：{date} 与 {other}。</translation>
    </message>
    <message>
      <source>{share:.1%} of the pixels of {layer} have the value {value:g}, apart from all others (rows {top} to {bottom}, columns {left} to {right} of the fine image). They are probably pixels without data, and are taken for measurements: enter {value:g} as additional no data value in the layer's properties (Transparency), write it into the file (gdal_edit.py -a_nodata {value:g} FILE), or give a mask.</source>
      <translation>{layer} 中有 {share:.1%} 的像元取值为 {value:g}，与其他所有取值明显分离（位于精细影像的第 {top} 至 {bottom} 行、第 {left} 至 {right} 列）。它们很可能没有数据，却被当作测量值：请在图层属性（透明度）中将 {value:g} 填为附加无数据值，或写入文件（gdal_edit.py -a_nodata {value:g} FILE），或提供掩膜。</translation>
    </message>
    <message>
      <source>it holds several images, name one of them: {images}</source>
      <translation>其中有多幅影像，请指明其中一幅：{images}</translation>
    </message>
    <message>
      <source>The guide {layer} has no pixels where {fine} has some. Check that both show the same area, and their nodata values and masks.</source>
      <translation>引导图层 {layer} 在 {fine} 有像元的地方没有像元。请检查两者是否为同一区域，以及它们的无数据值和掩膜。</translation>
    </message>
    <message>
      <source>classes: {weight}</source>
      <translation>类别：{weight}</translation>
    </message>
    <message>
      <source>similar pixels: {weight}</source>
      <translation>相似像元：{weight}</translation>
    </message>
    <message>
      <source>its bands</source>
      <translation>它的波段</translation>
    </message>
    <message>
      <source>its objects</source>
      <translation>它的对象</translation>
    </message>
    <message>
      <source>By number</source>
      <translation>按序号</translation>
    </message>
    <message>
      <source>By name</source>
      <translation>按名称</translation>
    </message>
    <message>
      <source>By wavelength</source>
      <translation>按波长</translation>
    </message>
    <message>
      <source>As published: it lasts</source>
      <translation>按原论文：全部持续</translation>
    </message>
    <message>
      <source>Share that lasts, estimated</source>
      <translation>估计持续的份额</translation>
    </message>
    <message>
      <source>It does not last</source>
      <translation>不持续</translation>
    </message>
    <message>
      <source>Share that lasts, given below</source>
      <translation>使用下方给出的份额</translation>
    </message>
    <message>
      <source>How to find the band of an image that belongs to a band of the fine image of pair 1: the first to the first and so on, by the bands' names, or by their wavelengths.</source>
      <translation>如何为影像对 1 精细影像的各波段找到对应波段：按顺序、按波段名称或按波长。</translation>
    </message>
    <message>
      <source>Bands of the fine images</source>
      <translation>精细影像的波段</translation>
    </message>
    <message>
      <source>Which bands of the fine images to use, and in which order, by their numbers or names: 4,3,2 for example. Leave empty for all.</source>
      <translation>使用精细影像的哪些波段及其顺序，以序号或名称表示，例如 4,3,2。留空则使用所有波段。</translation>
    </message>
    <message>
      <source>Bands of the coarse images</source>
      <translation>粗分辨率影像的波段</translation>
    </message>
    <message>
      <source>Which bands of the coarse images to use, and in which order, by their numbers or names: 2,1,4 for example. Leave empty for all.</source>
      <translation>使用粗分辨率影像的哪些波段及其顺序，以序号或名称表示，例如 2,1,4。留空则使用所有波段。</translation>
    </message>
    <message>
      <source>Scale coarse images to the units of the fine ones</source>
      <translation>将粗分辨率影像换算到精细影像的单位</translation>
    </message>
    <message>
      <source>Scale and offset that files state are used in any case. If an image is in other units than the others and its file does not tell it (reflectance from 0 to 1 and from 0 to 10000, kelvin and degrees Celsius), bring it to the units of the fine image of pair 1; without this, the run stops and says what it found.</source>
      <translation>文件中注明的缩放系数和偏移量总会使用。如果一幅影像的单位与其他影像不同，而其文件并未注明（如反射率 0 至 1 与 0 至 10000、开尔文与摄氏度），则将其换算到影像对 1 的精细影像的单位；不勾选时，运行会停止并说明发现了什么。</translation>
    </message>
    <message>
      <source>Correct a shift of the coarse images</source>
      <translation>校正粗分辨率影像的偏移</translation>
    </message>
    <message>
      <source>Find by how much the coarse image of pair 1 is shifted against the fine one, and move all coarse images back by it, if the images show it clearly.</source>
      <translation>求出影像对 1 的粗分辨率影像相对于精细影像的偏移；若影像清楚地显示出偏移，则将所有粗分辨率影像反向移动该偏移量。</translation>
    </message>
    <message>
      <source>Steady the coarse images over days</source>
      <translation>用若干天稳定粗分辨率影像</translation>
    </message>
    <message>
      <source>Replaces each coarse image by a line in time through the coarse images of so many days before and after it, fitted robustly in each coarse pixel. Takes off noise, haze and the effect of the view angle, and fills gaps by clouds; where the land has changed abruptly, only the days on one side count. Needs four coarse images of known dates at least; 10 days suit daily ones. 0 leaves the images as they are.</source>
      <translation>用该影像前后若干天的粗分辨率影像，在每个粗像元中稳健地拟合一条时间直线，代替每幅粗分辨率影像。可去除噪声、霾和观测角度的影响，并填补云造成的空缺；地表发生突变处只使用一侧的日期。至少需要四幅已知日期的粗分辨率影像；对每日影像 10 天较为合适。0 表示影像保持不变。</translation>
    </message>
    <message>
      <source>Difference between the sensors</source>
      <translation>传感器之间的差异</translation>
    </message>
    <message>
      <source>The coarse image of a pair differs from the fine one by more than its pixel size: by haze, view angle, bands and blur. Methods of the literature take all of this difference for lasting, and where it does not return at the prediction date they are wrong by it. The share that lasts can be estimated, for each band, from the coarse change, or from two pairs. Counts for methods that use the coarse image of the pair.</source>
      <translation>影像对中的粗分辨率影像与精细影像之间，除像元大小外还有差异：来自霾、观测角度、波段和模糊。文献中的方法认为这一差异全部持续；若它在预测日期不再出现，预测就会带有相应的误差。持续的份额可以由粗分辨率变化或两个影像对按波段估计。只对使用影像对粗分辨率影像的方法有效。</translation>
    </message>
    <message>
      <source>Share of the difference that lasts</source>
      <translation>差异持续的份额</translation>
    </message>
    <message>
      <source>Only where the share of the difference between the sensors is given: 0 for none of it, 1 for all.</source>
      <translation>仅在给出传感器差异的份额时使用：0 表示完全不持续，1 表示全部持续。</translation>
    </message>
    <message>
      <source>Scale ratio of resampled coarse images</source>
      <translation>重采样粗分辨率影像的尺度比</translation>
    </message>
    <message>
      <source>Only for coarse images that were resampled to the pixel size of the fine ones: the side of an original coarse pixel in fine pixels, such as 16. Otherwise it is found from the images.</source>
      <translation>仅用于已重采样到精细像元大小的粗分辨率影像：原始粗像元的边长，以精细像元计，例如 16。其他情况由影像自动求得。</translation>
    </message>
    <message>
      <source>Scale ratio of the output</source>
      <translation>输出的尺度比</translation>
    </message>
    <message>
      <source>from the fine image</source>
      <translation>由精细影像得出</translation>
    </message>
    <message>
      <source>Into how many pixels a side each coarse pixel is divided. Needed without a fine image, whose grid counts otherwise.</source>
      <translation>每个粗像元沿每边划分的像元数。没有精细影像时必须给出，否则以精细影像的格网为准。</translation>
    </message>
    <message>
      <source>Mask rule of the fine images</source>
      <translation>精细影像的掩膜规则</translation>
    </message>
    <message>
      <source>Only for quality layers that are given as masks: which of their classes or bits may be used, as 'values 4,5,6' or 'bits 6', or which are left out, as 'not values 2,4' or 'not bits 1,3,4'; several of these between semicolons. Or a product: Fmask, HLS Fmask, SCL, MSK_CLDPRB, QA60, QA_PIXEL, pixel_qa, MODIS state. Left empty, pixels above 0 are used.</source>
      <translation>仅用于以质量图层作掩膜的情况：哪些类别或比特位可用，写作 'values 4,5,6' 或 'bits 6'；或哪些不用，写作 'not values 2,4' 或 'not bits 1,3,4'；多条规则以分号隔开。也可写产品名：Fmask、HLS Fmask、SCL、MSK_CLDPRB、QA60、QA_PIXEL、pixel_qa、MODIS state。留空则使用值大于 0 的像元。</translation>
    </message>
    <message>
      <source>Likewise, for the masks of the coarse images.</source>
      <translation>同上，用于粗分辨率影像的掩膜。</translation>
    </message>
    <message>
      <source>Mask rule of the coarse images</source>
      <translation>粗分辨率影像的掩膜规则</translation>
    </message>
    <message>
      <source>Choose the coarse image of the prediction date.</source>
      <translation>请选择预测日期的粗分辨率影像。</translation>
    </message>
    <message>
      <source>Choose the guide, without which this network does not run.</source>
      <translation>请选择引导图层，没有它这个网络不能运行。</translation>
    </message>
    <message>
      <source>Choose the fine image of pair {number}.</source>
      <translation>请选择影像对 {number} 的精细影像。</translation>
    </message>
    <message>
      <source>Choose the coarse image of pair {number}.</source>
      <translation>请选择影像对 {number} 的粗分辨率影像。</translation>
    </message>
    <message>
      <source>Landsat Collection 2 numbers (reflectance = 0.0000275 x number - 0.2)</source>
      <translation>Landsat Collection 2 的数值（反射率 = 0.0000275 x 数值 - 0.2）</translation>
    </message>
    <message>
      <source>Landsat Collection 2 numbers of temperature (kelvin = 0.00341802 x number + 149)</source>
      <translation>Landsat Collection 2 的温度数值（开尔文 = 0.00341802 x 数值 + 149）</translation>
    </message>
    <message>
      <source>Sentinel-2 numbers since processing baseline 04.00, which are 1000 larger</source>
      <translation>Sentinel-2 自处理基线 04.00 起的数值（大 1000）</translation>
    </message>
    <message>
      <source>degrees Celsius</source>
      <translation>摄氏度</translation>
    </message>
    <message>
      <source>degrees Fahrenheit</source>
      <translation>华氏度</translation>
    </message>
    <message>
      <source>MOD11 numbers (kelvin = 0.02 x number)</source>
      <translation>MOD11 的数值（开尔文 = 0.02 x 数值）</translation>
    </message>
    <message>
      <source>an index that was brought from -1 to 1 into 0 to 1</source>
      <translation>由 -1 至 1 换算到 0 至 1 的指数</translation>
    </message>
    <message>
      <source>an index in bytes, with a scale and an offset</source>
      <translation>以字节存储、带有缩放系数和偏移量的指数</translation>
    </message>
    <message>
      <source>'{rule}' is no rule for a mask. Write which classes or bits of the quality layer may be used, as 'values 4,5,6', or which are left out, as 'not values 2,4' or 'not bits 1,3,4'; or the name of a product: {products}.</source>
      <translation>“{rule}”不是掩膜规则。请写明质量图层中哪些类别或比特位可用，如 'values 4,5,6'；或哪些不用，如 'not values 2,4' 或 'not bits 1,3,4'；或写产品名：{products}。</translation>
    </message>
    <message>
      <source>The mask rule '{rule}' has no effect, as no mask is given for it.</source>
      <translation>掩膜规则“{rule}”不起作用，因为没有给出相应的掩膜。</translation>
    </message>
    <message>
      <source>The mask {layer} marks clouds by its name, but every pixel above 0 is used. If its clouds are above 0, give the mask rule 'values 0'.</source>
      <translation>从名称看，掩膜 {layer} 标记的是云，但所有大于 0 的像元都会被使用。如果其中的云大于 0，请给出掩膜规则“values 0”。</translation>
    </message>
    <message>
      <source>The mask {layer} looks like {product}, but every pixel above 0 is used, as in a mask of 0 and 1. Give the mask rule '{rule}' to leave out clouds and their shadows.</source>
      <translation>掩膜 {layer} 看起来是 {product}，但目前按 0 和 1 的掩膜处理，所有大于 0 的像元都会使用。请给出掩膜规则 '{rule}'，以排除云及其阴影。</translation>
    </message>
    <message>
      <source>The mask {layer} holds more than two values; every pixel above 0 is used. If these are classes or bits, give a mask rule, such as 'values 4,5,6' or 'not bits 1,3,4'.</source>
      <translation>掩膜 {layer} 中的值多于两个；所有大于 0 的像元都会使用。如果这些值是类别或比特位，请给出掩膜规则，如 'values 4,5,6' 或 'not bits 1,3,4'。</translation>
    </message>
    <message>
      <source>The mask {layer} has no pixel that is 0, so it leaves nothing out. If its values are classes or bits, give a mask rule, such as 'values 4,5,6' or 'not bits 1,3,4'.</source>
      <translation>掩膜 {layer} 中没有值为 0 的像元，因此没有排除任何像元。如果其值是类别或位，请给出掩膜规则，例如“values 4,5,6”或“not bits 1,3,4”。</translation>
    </message>
    <message>
      <source>Use this rule</source>
      <translation>使用此规则</translation>
    </message>
    <message>
      <source>The mask {mask}, which {layer} brings along, is missing. Put it back, prepare the image again, or give a mask for it.</source>
      <translation>{layer} 自带的掩膜 {mask} 不存在。请将其放回原处，重新制备影像，或为其指定掩膜。</translation>
    </message>
    <message>
      <source>{layer} names the mask {mask}, which is no plain image file on this computer and is not opened for that reason. Give a mask for the image.</source>
      <translation>{layer} 指明的掩膜 {mask} 不是本机上的普通影像文件，因此不予打开。请为该影像指定掩膜。</translation>
    </message>
    <message>
      <source>{layer} tells where it lies by ground control points or a model of its sensor only. Warp it to a north-up grid first (Raster &gt; Projections &gt; Warp).</source>
      <translation>{layer} 只用地面控制点或传感器模型说明其位置。请先将其重投影到北方朝上的格网（栅格 &gt; 投影 &gt; 变形）。</translation>
    </message>
    <message>
      <source>{layer} is not georeferenced. Georeference it, or export it with its position, before fusion.</source>
      <translation>{layer} 没有地理参考。请先进行地理配准，或带位置信息重新导出，然后再融合。</translation>
    </message>
    <message>
      <source>{layer} has no coordinate reference system. Assign the right one (Raster &gt; Projections &gt; Assign projection).</source>
      <translation>{layer} 没有坐标参照系。请为其指定正确的坐标参照系（栅格 &gt; 投影 &gt; 分配投影）。</translation>
    </message>
    <message>
      <source>The grid of {layer} is rotated or not north-up. Warp it to a north-up grid first (Raster &gt; Projections &gt; Warp).</source>
      <translation>{layer} 的格网有旋转或并非北方朝上。请先将其重投影到北方朝上的格网（栅格 &gt; 投影 &gt; 变形）。</translation>
    </message>
    <message>
      <source>The coordinate reference system of {layer} cannot be used ({crs}). Assign the right one (Raster &gt; Projections &gt; Assign projection).</source>
      <translation>{layer} 的坐标参照系无法使用（{crs}）。请指定正确的坐标参照系（栅格 &gt; 投影 &gt; 指定投影）。</translation>
    </message>
    <message>
      <source>{layer} cannot be read as polygons ({reason}).</source>
      <translation>{layer} 无法作为多边形读取（{reason}）。</translation>
    </message>
    <message>
      <source>{layer} has no polygon where the images lie. Check that its coordinate reference system is right.</source>
      <translation>{layer} 在影像所在处没有多边形。请检查其坐标参照系是否正确。</translation>
    </message>
    <message>
      <source>{layer} is a table without shapes. Give polygons or an image.</source>
      <translation>{layer} 是没有图形的表格。请给出多边形或影像。</translation>
    </message>
    <message>
      <source>{layer} has no coordinate reference system. Assign the right one.</source>
      <translation>{layer} 没有坐标参照系。请指定正确的坐标参照系。</translation>
    </message>
    <message>
      <source>{layer} has {count} polygons, more than can be told apart. Cut it to the study area first.</source>
      <translation>{layer} 有 {count} 个多边形，多到无法区分。请先将其裁剪到研究区。</translation>
    </message>
    <message>
      <source>{layer} holds points or lines, and no polygons. Give polygons, such as a buffer around them, or an image.</source>
      <translation>{layer} 含有点或线，没有多边形。请给出多边形（例如围绕它们的缓冲区）或影像。</translation>
    </message>
    <message>
      <source>The polygons {path} cannot be read ({reason}).</source>
      <translation>无法读取多边形 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>{path} has no field '{name}'. There are: {known}</source>
      <translation>{path} 没有字段“{name}”。现有字段：{known}</translation>
    </message>
    <message>
      <source>{area}: these are no polygons.</source>
      <translation>{area}：这些不是多边形。</translation>
    </message>
    <message>
      <source>The coordinate reference system {crs} is not known.</source>
      <translation>未知的坐标参照系 {crs}。</translation>
    </message>
    <message>
      <source>{layer} has no raster bands. If it is a container of several images, choose one of them.</source>
      <translation>{layer} 没有栅格波段。如果它是包含多幅影像的容器文件，请选择其中一幅。</translation>
    </message>
    <message>
      <source>{layer} holds complex numbers. Fusion needs real values, such as reflectance.</source>
      <translation>{layer} 的数据为复数。融合需要实数，例如反射率。</translation>
    </message>
    <message>
      <source>{layer} cannot be opened as a raster ({reason}). Check that the file exists and is complete.</source>
      <translation>无法将 {layer} 作为栅格打开（{reason}）。请检查文件是否存在且完整。</translation>
    </message>
    <message>
      <source>Find out</source>
      <translation>自动判断</translation>
    </message>
    <message>
      <source>Reflectance from 0 to 1</source>
      <translation>0 到 1 的反射率</translation>
    </message>
    <message>
      <source>Reflectance in percent</source>
      <translation>百分比反射率</translation>
    </message>
    <message>
      <source>Reflectance x 10000</source>
      <translation>反射率 × 10000</translation>
    </message>
    <message>
      <source>The values of {layer} (most are from {low:.4g} to {high:.4g}) are no reflectance that is known here. Say in which unit they are, or prepare the image first.</source>
      <translation>{layer} 的值（多数在 {low:.4g} 到 {high:.4g} 之间）不是此处已知的反射率。请说明其单位，或先对影像进行预处理。</translation>
    </message>
    <message>
      <source>{coarse} has pixels as small as those of {fine}: it was resampled, and how large its own pixels are must be known.</source>
      <translation>{coarse} 的像元与 {fine} 的一样小：它经过重采样，必须知道其原始像元的大小。</translation>
    </message>
    <message>
      <source>Set 'Scale ratio of resampled coarse images' to {ratio:g}.</source>
      <translation>请将“重采样粗分辨率影像的尺度比”设为 {ratio:g}。</translation>
    </message>
    <message>
      <source>Set 'Scale ratio of resampled coarse images' to the side of its own pixels in fine ones: {small:.3g} if they are 250 m large, {large:.3g} for 500 m.</source>
      <translation>请将“重采样粗分辨率影像的尺度比”设为其原始像元边长所含的精细像元数：250 m 的像元为 {small:.3g}，500 m 的像元为 {large:.3g}。</translation>
    </message>
    <message>
      <source>coarse image of the prediction date</source>
      <translation>预测日期的粗分辨率影像</translation>
    </message>
    <message>
      <source>true image of the prediction date</source>
      <translation>预测日期的真实影像</translation>
    </message>
    <message>
      <source>guide</source>
      <translation>引导图层</translation>
    </message>
    <message>
      <source>fine image of pair {number}</source>
      <translation>影像对 {number} 的精细影像</translation>
    </message>
    <message>
      <source>coarse image of pair {number}</source>
      <translation>影像对 {number} 的粗分辨率影像</translation>
    </message>
    <message>
      <source>{layer} has the same pixel size as the fine image. If it was resampled, give the scale ratio of the original coarse pixels to the fine ones.</source>
      <translation>{layer} 的像元大小与精细影像相同。如果它经过重采样，请给出原始粗像元与精细像元的尺度比。</translation>
    </message>
    <message>
      <source>{layer}: its own mask is used, {mask}</source>
      <translation>{layer}：使用其自带的掩膜 {mask}</translation>
    </message>
    <message>
      <source>{layer}: the mask that is given is used, {mask}, and not its own</source>
      <translation>{layer}：使用指定的掩膜 {mask}，而不是其自带的掩膜</translation>
    </message>
    <message>
      <source>{layer}: a guide of labels</source>
      <translation>{layer}：由标签构成的引导图层</translation>
    </message>
    <message>
      <source>{layer}: a guide of {count} bands</source>
      <translation>{layer}：含 {count} 个波段的引导图层</translation>
    </message>
    <message>
      <source>Fine grid: {rows} x {columns} pixels of {size:g} units, {bands} bands</source>
      <translation>精细格网：{rows} 行 × {columns} 列，像元大小 {size:g} 个单位，{bands} 个波段</translation>
    </message>
    <message>
      <source>To be predicted: {rows} x {columns} pixels, from row {row} and column {column} on</source>
      <translation>待预测：{rows} x {columns} 个像元，从第 {row} 行、第 {column} 列开始</translation>
    </message>
    <message>
      <source>{layer}: already on the fine grid</source>
      <translation>{layer}：已在精细格网上</translation>
    </message>
    <message>
      <source>{layer}: on its own grid, interpolated block by block</source>
      <translation>{layer}：在其自身的格网上，将逐块插值</translation>
    </message>
    <message>
      <source>{layer}: in another coordinate reference system, reprojected and interpolated block by block</source>
      <translation>{layer}：坐标参照系不同，将逐块重投影并插值</translation>
    </message>
    <message>
      <source>{share:.0%} ({band})</source>
      <translation>{share:.0%}（{band}）</translation>
    </message>
    <message>
      <source>{coarse}: of its local difference from the fine image of its date, this lasts to other dates: {bands}</source>
      <translation>{coarse}：与同日期精细影像的局部差异中，持续到其他日期的份额为：{bands}</translation>
    </message>
    <message>
      <source>{coarse} and {later} hold the same values, so no change can be predicted. Check that the second one is the image of the prediction date.</source>
      <translation>{coarse} 与 {later} 的数值相同，因此无法预测任何变化。请检查后者是否为预测日期的影像。</translation>
    </message>
    <message>
      <source>{coarse} differs from {fine} by {difference:.0%} of the land's own variation from coarse pixel to coarse pixel, but from {later} by {change:.0%}: the sensors disagree about more than the land has changed, which methods that add the coarse change take for change. Estimate how much of the 'Difference between the sensors' lasts, give a second pair, or take a method that does without {coarse}: ATPRK, UBDF, or OBSUM that unmixes the coarse image of the prediction date.</source>
      <translation>{coarse} 与 {fine} 之差为地表自身粗像元间变化的 {difference:.0%}，而与 {later} 之差只有 {change:.0%}：传感器之间的分歧大于地表的变化，叠加粗分辨率变化的方法会把它当作变化。请用“传感器之间的差异”选项估计其持续的份额，或提供第二个影像对，或使用不需要 {coarse} 的方法：ATPRK、UBDF，或对预测日期粗分辨率影像解混的 OBSUM。</translation>
    </message>
    <message>
      <source>Estimate it</source>
      <translation>估计份额</translation>
    </message>
    <message>
      <source>{coarse} lies {places} of {fine} (correlation {before:.3f}, {after:.3f} when moved)</source>
      <translation>{coarse} 相对于 {fine} {places}（相关系数 {before:.3f}，移动后 {after:.3f}）</translation>
    </message>
    <message>
      <source>{shift}: corrected</source>
      <translation>{shift}：已校正</translation>
    </message>
    <message>
      <source>{shift}: consider to turn on 'Correct a shift of the coarse images'</source>
      <translation>{shift}：可考虑勾选“校正粗分辨率影像的偏移”</translation>
    </message>
    <message>
      <source>Correct it</source>
      <translation>校正</translation>
    </message>
    <message>
      <source>{coarse} is left where it is, as the images do not show clearly how far it is shifted (correlation {before:.3f}, {after:.3f} when moved). Mask clouds, give the scale ratio if the image was resampled, and check that the bands belong together.</source>
      <translation>{coarse} 保持原位，因为影像未能清楚地显示其偏移量（相关系数 {before:.3f}，移动后 {after:.3f}）。请掩膜云；若影像经过重采样，请给出尺度比；并检查波段是否对应。</translation>
    </message>
    <message>
      <source>{coarse} shows no shift that is worth correcting (correlation {before:.3f})</source>
      <translation>{coarse} 没有值得校正的偏移（相关系数 {before:.3f}）</translation>
    </message>
    <message>
      <source>{image} lies {places} of {first}: methods that take several pairs mix what lies at different places. Move it onto the other before, or use Blend, which does so by itself.</source>
      <translation>{image} 相对于 {first} {places}：使用多个影像对的方法会把不同位置的地物混在一起。请先将其与后者配准，或使用“Blend 混合”，它会自行配准。</translation>
    </message>
    <message>
      <source>{number:.1f} fine pixels too far down</source>
      <translation>偏下 {number:.1f} 个精细像元</translation>
    </message>
    <message>
      <source>{number:.1f} fine pixels too far up</source>
      <translation>偏上 {number:.1f} 个精细像元</translation>
    </message>
    <message>
      <source>{number:.1f} fine pixels too far right</source>
      <translation>偏右 {number:.1f} 个精细像元</translation>
    </message>
    <message>
      <source>{number:.1f} fine pixels too far left</source>
      <translation>偏左 {number:.1f} 个精细像元</translation>
    </message>
    <message>
      <source>{first} and {second}</source>
      <translation>{first}、{second}</translation>
    </message>
    <message>
      <source>{layer} is not steadied, as its date is unknown.</source>
      <translation>{layer} 未被稳定，因为其日期未知。</translation>
    </message>
    <message>
      <source>{layer} is not steadied: there are only {count} coarse images of the {days} days before and after it; four are needed.</source>
      <translation>{layer} 未被稳定：前后 {days} 天内只有 {count} 幅粗分辨率影像，需要四幅。</translation>
    </message>
    <message>
      <source>{layer}: steadied by {count} coarse images; its noise is {noise}</source>
      <translation>{layer}：由 {count} 幅粗分辨率影像稳定；其噪声为 {noise}</translation>
    </message>
    <message>
      <source>Scale it</source>
      <translation>换算</translation>
    </message>
    <message>
      <source>{layer} has no valid pixel in the area to predict. Check its nodata value and its mask.</source>
      <translation>{layer} 在预测区域内没有有效像元。请检查其无数据值和掩膜。</translation>
    </message>
    <message>
      <source>{layer} has no valid pixel where {fine} has one. Check its nodata value and its mask, and that both show the same area.</source>
      <translation>{layer} 在 {fine} 有效的位置上没有有效像元。请检查其无数据值和掩膜，以及两者是否覆盖同一区域。</translation>
    </message>
    <message>
      <source>{layer} seems to be in other units than {fine}: its values are about {factor:g} times as large. Scale it, or turn on 'Scale coarse images to the units of the fine ones'.</source>
      <translation>{layer} 的单位似乎与 {fine} 不同：其值约为后者的 {factor:g} 倍。请先缩放其数值，或勾选“将粗分辨率影像换算到精细影像的单位”。</translation>
    </message>
    <message>
      <source>{layer} seems to be in other units than {fine}: its values are about {factor:g} times as large. Scale one of them first, with the raster calculator for example.</source>
      <translation>{layer} 的单位似乎与 {fine} 不同：其值约为后者的 {factor:g} 倍。请先缩放其中之一，例如用栅格计算器。</translation>
    </message>
    <message>
      <source>{layer} seems to be in other units than {fine}.</source>
      <translation>{layer} 的单位似乎与 {fine} 不同。</translation>
    </message>
    <message>
      <source>{layer} looks like {cause}.</source>
      <translation>{layer} 看起来是{cause}。</translation>
    </message>
    <message>
      <source>Turn on 'Scale coarse images to the units of the fine ones', which takes {formula} for each value of {layer}, or do so with the raster calculator.</source>
      <translation>请勾选“将粗分辨率影像换算到精细影像的单位”，它会将 {layer} 的每个值换算为 {formula}；也可以用栅格计算器换算。</translation>
    </message>
    <message>
      <source>Take {formula} for each value of {layer}, with the raster calculator for example.</source>
      <translation>请将 {layer} 的每个值换算为 {formula}，例如用栅格计算器。</translation>
    </message>
    <message>
      <source>{layer} and {fine} differ more than sensors and dates usually do. {line} Check that both are in the same units.</source>
      <translation>{layer} 与 {fine} 的差别大于不同传感器和日期之间通常的差别。{line}请检查两者的单位是否相同。</translation>
    </message>
    <message>
      <source>{layer}: values multiplied by {factor:g}, to have the units of {fine}</source>
      <translation>{layer}：数值已乘以 {factor:g}，以与 {fine} 的单位一致</translation>
    </message>
    <message>
      <source>{layer}: {formula} taken for each value, to have the units of {fine}</source>
      <translation>{layer}：每个值已换算为 {formula}，以与 {fine} 的单位一致</translation>
    </message>
    <message>
      <source>{layer}: the scale and offset of its file ({stated}) are left out, as only without them its values fit the other images</source>
      <translation>{layer}：其文件的缩放系数和偏移量（{stated}）未使用，因为只有不用它们时其值才与其他影像相符</translation>
    </message>
    <message>
      <source>{layer}: read with the scale and offset of its file ({stated})</source>
      <translation>{layer}：按其文件的缩放系数和偏移量（{stated}）读取</translation>
    </message>
    <message>
      <source>{layer}: the scale of its file ({stated}) is understood as a divisor</source>
      <translation>{layer}：其文件的缩放系数（{stated}）被理解为除数</translation>
    </message>
    <message>
      <source>A straight line through the means of coarse pixels says: {fine} = {gain:.4g} x {layer} {offset}.</source>
      <translation>由粗像元均值拟合的直线为：{fine} = {gain:.4g} x {layer} {offset}。</translation>
    </message>
    <message>
      <source>value</source>
      <translation>数值</translation>
    </message>
    <message>
      <source>The output {path} must be a GeoTIFF: end its name with .tif.</source>
      <translation>输出 {path} 必须是 GeoTIFF：文件名请以 .tif 结尾。</translation>
    </message>
    <message>
      <source>The folder of the output {path} does not exist.</source>
      <translation>输出 {path} 所在的文件夹不存在。</translation>
    </message>
    <message>
      <source>The folder of the output {path} cannot be written to.</source>
      <translation>输出 {path} 所在的文件夹不可写。</translation>
    </message>
    <message>
      <source>The output {path} is the input {layer}. Choose another name.</source>
      <translation>输出 {path} 就是输入 {layer}。请换一个文件名。</translation>
    </message>
    <message>
      <source>The input {layer} is read from the file {path}, which would be overwritten. Choose another name for the output.</source>
      <translation>输入 {layer} 读取自文件 {path}，该文件将被覆盖。请为输出另选名称。</translation>
    </message>
    <message>
      <source>The file {path} of the input {layer} was changed while it was read, so the result would be a mixture. Run it again when the file is complete.</source>
      <translation>输入 {layer} 的文件 {path} 在读取期间发生了变化，结果会是新旧混合。请在文件完整后重新运行。</translation>
    </message>
    <message>
      <source>The output {path} cannot be written ({reason}). Check the free space of the disk and that no other program uses the file.</source>
      <translation>无法写入输出 {path}（{reason}）。请检查磁盘剩余空间，并确认没有其他程序占用该文件。</translation>
    </message>
    <message>
      <source>{card} has {size} MB of memory, too little for this image</source>
      <translation>{card} 有 {size} MB 显存，对此影像太少</translation>
    </message>
    <message>
      <source>{card} computes something else than the processor: {kernel}</source>
      <translation>{card} 的计算结果与处理器不同：{kernel}</translation>
    </message>
    <message>
      <source>The graphics card {card} computes, too (OpenCL).</source>
      <translation>显卡 {card} 也参与计算 (OpenCL)。</translation>
    </message>
    <message>
      <source>The graphics card failed ({reason}). The processor computes what is missing, and everything from now on. No pixel is lost; those from the card may differ by a hundred thousandth of their deviation.</source>
      <translation>显卡出错（{reason}）。缺少的部分以及此后的一切均由处理器计算。没有像元丢失；显卡算出的像元可能相差其标准差的十万分之一。</translation>
    </message>
    <message>
      <source>Memory ran out. Close other programs, take a smaller area, or let the blocks take less memory in the options of STFusion.</source>
      <translation>内存不足。请关闭其他程序，缩小区域，或在 STFusion 的选项中减少分块占用的内存。</translation>
    </message>
    <message>
      <source>Regression on a fine image of another date, and kriging of what it leaves.</source>
      <translation>对另一日期的精细影像作回归，再对回归残差作克里金插值。</translation>
    </message>
    <message>
      <source>Finds how the coarse image depends on the bands of a fine image of another date, applies this to the fine pixels, and adds what it does not explain, brought to fine pixels by area-to-point kriging. Averaged over coarse pixels, the result is the coarse image.

Needs the coarse image and a fine one of a similar date; no coarse image of that date. Without a fine image it interpolates by kriging, and needs to know how many pixels to make of each coarse one.

With a guide it sharpens bands by finer ones of the same date, whichever bands these are: Landsat 8 by its panchromatic band, the 20 m bands of Sentinel-2 by those of 10 m, Gaofen-1 WFV by PMS, hyperspectral images by multispectral ones. Give the coarse bands as the image to predict, the finer ones as the guide, and no fine image.

Good where one relation holds in the whole image, such as between bands of the same day or dates of one season. Where fields change differently the old pattern shows through. Takes seconds.</source>
      <translation>求出粗分辨率影像如何依赖于另一日期精细影像的各波段，将这一关系用于精细像元，再加上它未能解释的部分（用面到点克里金插值到精细像元）。结果按粗像元取平均即为粗分辨率影像。

需要粗分辨率影像和一景日期相近的精细影像，不需要该日期的粗分辨率影像。没有精细影像时用克里金插值，并需要知道每个粗像元分成多少个像元。

有引导图层时，用同一日期更精细的波段锐化波段，不论是哪些波段：用全色波段锐化 Landsat 8，用 10 m 波段锐化 Sentinel-2 的 20 m 波段，用 PMS 锐化高分一号 WFV，用多光谱影像锐化高光谱影像。将较粗的波段作为待预测影像，较细的波段作为引导图层，不给精细影像。

适用于整幅影像中只有一种关系的情形，例如同一天的波段之间或同一季节的日期之间。田块变化各不相同时，旧的图案会透出来。只需几秒。</translation>
    </message>
    <message>
      <source>An image of small pixels whose bands explain those of the coarse image, best of the same date: a panchromatic band, or the finer bands of the sensor. Any bands, in any unit; without a fine image it gives the output its grid. Nothing is predicted in its gaps.</source>
      <translation>像元较小的影像，其波段能解释粗分辨率影像的波段，最好是同一日期：全色波段，或该传感器更精细的波段。波段和单位任意；没有精细影像时，由它决定输出的格网。它的空缺处不作预测。</translation>
    </message>
    <message>
      <source>All bands of the fine image</source>
      <translation>精细影像的所有波段</translation>
    </message>
    <message>
      <source>The same band of the fine image</source>
      <translation>精细影像的同一波段</translation>
    </message>
    <message>
      <source>Regress each band on</source>
      <translation>各波段的回归自变量</translation>
    </message>
    <message>
      <source>All bands explain more where land changed. With fewer than ten coarse pixels a band, only the same band is used.</source>
      <translation>地表发生变化时，使用所有波段的解释能力更强。若平均每个波段不足十个粗像元，则只使用同一波段。</translation>
    </message>
    <message>
      <source>Kriging neighbourhood</source>
      <translation>克里金邻域</translation>
    </message>
    <message>
      <source>coarse pixels</source>
      <translation>粗像元</translation>
    </message>
    <message>
      <source>Side of the square of coarse pixels from which a fine one is kriged.</source>
      <translation>对每个精细像元作克里金插值时所用粗像元方形邻域的边长。</translation>
    </message>
    <message>
      <source>Variogram model</source>
      <translation>变异函数模型</translation>
    </message>
    <message>
      <source>How the difference of two points grows with their distance.</source>
      <translation>两点之间的差异随距离增大的方式。</translation>
    </message>
    <message>
      <source>Lags of the variogram</source>
      <translation>变异函数的滞后数</translation>
    </message>
    <message>
      <source>Up to which distance the variogram of the residuals is fitted.</source>
      <translation>拟合残差变异函数的最大距离。</translation>
    </message>
    <message>
      <source>{layer} is explained band by band to {shares}</source>
      <translation>{layer} 各波段被解释的比例为 {shares}</translation>
    </message>
    <message>
      <source>The guide {layer} holds labels, and ATPRK needs values, such as those of a finer band.</source>
      <translation>引导图层 {layer} 的内容是标签，而 ATPRK 需要数值，例如更精细波段的数值。</translation>
    </message>
    <message>
      <source>Iterative back-projection</source>
      <translation>迭代反投影</translation>
    </message>
    <message>
      <source>Undoes the blur of the coarse sensor as far as one image allows.</source>
      <translation>在单幅影像允许的范围内消除粗分辨率传感器造成的模糊。</translation>
    </message>
    <message>
      <source>Starts from an interpolated image, looks at it as the coarse sensor would, and adds what is missing, again and again. In the end the result, blurred and averaged, is the coarse image.

Needs the coarse image alone, and how many pixels to make of each; or a fine image whose grid the result shall have. Sharpens what is larger than a coarse pixel; finer detail cannot come back. A point spread function that is too wide, many iterations, and noise give ripples beside edges. Takes seconds.</source>
      <translation>从插值影像出发，模拟粗分辨率传感器对其成像，把缺少的部分加回去，如此反复。最终结果经模糊和平均后即为原粗分辨率影像。

只需要粗分辨率影像以及每个粗像元划分的像元数；或者一幅给出结果格网的精细影像。可锐化大于一个粗像元的地物；更细的细节无法恢复。点扩散函数过宽、迭代次数过多或存在噪声时，边缘附近会出现振铃。耗时仅数秒。</translation>
    </message>
    <message>
      <source>Width of the point spread function</source>
      <translation>点扩散函数宽度</translation>
    </message>
    <message>
      <source>Full width at half maximum of the Gaussian by which the coarse sensor blurs, besides averaging over its pixel. 0 for an image that was averaged from a fine one; about 0.5 to 1 for a real sensor.</source>
      <translation>粗分辨率传感器除在像元内取平均之外，还造成高斯模糊；此处为其半高全宽。由精细影像平均得到的影像取 0，真实传感器约取 0.5 至 1。</translation>
    </message>
    <message>
      <source>Iterations</source>
      <translation>迭代次数</translation>
    </message>
    <message>
      <source>More come closer to the coarse image, and sharpen noise, too.</source>
      <translation>次数越多，越接近粗分辨率影像，但噪声也会被锐化。</translation>
    </message>
    <message>
      <source>Blend</source>
      <translation>Blend 混合</translation>
    </message>
    <message>
      <source>Finds out from the scene how far to trust each image, and blends predictions of several kinds accordingly.</source>
      <translation>从场景本身查明每幅影像可信到什么程度，并据此混合多种预测。</translation>
    </message>
    <message>
      <source>Finds out how the coarse sensor sees the land, what both sensors disagree about and how much of that is there at the prediction date, too. Then predicts the change of each pixel from place and spectrum by a Gaussian process, blends it with predictions of other kinds, by weights that predict known images best, and keeps to the coarse image as far as that can be trusted. The log says in words what it found.

Needs one pair; with several it knows more of the sensors and of the land's course. A good first choice for any kind of change: on our test images it is nearly always the best method or close to it. Detail that no image shows is smooth, and land cover that changes within a coarse pixel is blurred.

A whole Landsat scene of six bands takes about two minutes on two cores with numba, and three or four without.</source>
      <translation>查明粗分辨率传感器如何看到地表、两种传感器在哪些方面不一致，以及其中有多少在预测日期仍然存在。然后用高斯过程根据位置和光谱预测每个像元的变化，与其他类型的预测混合（权重取对已知影像预测最好者），并在粗分辨率影像可信的程度内与其保持一致。日志用文字说明它查明的结果。

需要一对参考影像；有多对时，对传感器和地表变化过程了解得更多。适合作为各种变化的首选方法：在我们的测试影像上，它几乎总是最好或接近最好的方法。任何影像都没有显示的细节是平滑的，粗像元内部改变的土地覆盖会变得模糊。

在双核上，六个波段的整景 Landsat 影像用 numba 约需两分钟，不用则需三到四分钟。</translation>
    </message>
    <message>
      <source>Find out from the images</source>
      <translation>从影像中查明</translation>
    </message>
    <message>
      <source>Does not last</source>
      <translation>不持续</translation>
    </message>
    <message>
      <source>Lasts</source>
      <translation>持续</translation>
    </message>
    <message>
      <source>What the sensors disagree about</source>
      <translation>传感器之间的不一致</translation>
    </message>
    <message>
      <source>Whether what the coarse image shows otherwise than the fine one at the date of a pair, it shows at the prediction date, too: it does where sensors see the same land differently, it does not where haze or the angle of view made the difference.</source>
      <translation>在参考影像对的日期，粗分辨率影像与精细影像的差异在预测日期是否同样存在：如果传感器对同一地表的观测本来就不同，则存在；如果差异由霾或观测角度造成，则不存在。</translation>
    </message>
    <message>
      <source>Smoothing</source>
      <translation>平滑</translation>
    </message>
    <message>
      <source>Up to which distance the predictions of pixels that look alike in the fine images are averaged.</source>
      <translation>对精细影像中外观相似的像元的预测取平均，最远到这一距离。</translation>
    </message>
    <message>
      <source>No pixel is valid in all of {layers}. Check their nodata values and masks, or choose other dates.</source>
      <translation>没有任何像元在 {layers} 中全部有效。请检查它们的无数据值和掩膜，或选择其他日期。</translation>
    </message>
    <message>
      <source>The method {id} of {place} is left out: there is another one with this id.</source>
      <translation>{place} 中的方法 {id} 未被采用：已有另一个方法使用此标识符。</translation>
    </message>
    <message>
      <source>The method in {place} cannot be used: {reason}</source>
      <translation>{place} 中的方法无法使用：{reason}</translation>
    </message>
    <message>
      <source>Predicts from two pairs, converting the change of the coarse image to that of fine pixels.</source>
      <translation>利用两个影像对，把粗分辨率影像的变化转换为精细像元的变化进行预测。</translation>
    </message>
    <message>
      <source>As STARFM looks for similar pixels around each fine pixel, but in two fine images, and finds from both pairs how much a fine pixel changes when its coarse pixel changes by one: pure pixels change more than mixed ones.

Needs two pairs, one before and one after the prediction date. Good in heterogeneous land, such as small fields, whose change goes on evenly between both dates. Change that comes and goes between them, such as a flood, is not seen.

A whole Landsat scene of six bands takes some minutes on two cores with numba.</source>
      <translation>与 STARFM 一样在每个精细像元周围寻找相似像元，但同时依据两幅精细影像，并由两个影像对求出粗像元变化一个单位时精细像元变化多少：纯像元的变化大于混合像元。

需要两个影像对，分别在预测日期之前和之后。适用于异质地表，例如小地块，且两个日期之间变化平稳的情形。两个日期之间出现又消失的变化（例如洪水）无法捕捉。

使用 numba 时，在两个核心上处理一整景六波段 Landsat 影像需要数分钟。</translation>
    </message>
    <message>
      <source>Number of classes</source>
      <translation>类别数</translation>
    </message>
    <message>
      <source>How many kinds of land there are. A pixel is similar if it differs in each band by at most 2 standard deviations of the band divided by this.</source>
      <translation>地物类型的数量。若某像元在每个波段上的差异都不超过该波段标准差的 2 倍除以此数，即为相似像元。</translation>
    </message>
    <message>
      <source>Least coarse change</source>
      <translation>最小粗分辨率变化</translation>
    </message>
    <message>
      <source>standard deviations</source>
      <translation>标准差</translation>
    </message>
    <message>
      <source>Where the coarse images of both pairs differ by less than this, the change of the coarse image is taken over as it is, since it is too small to tell how much fine pixels change. 0 converts it everywhere, as in the paper.</source>
      <translation>两个影像对的粗分辨率影像之差小于该值时，变化太小，无法判断精细像元的变化程度，因此直接采用粗分辨率影像的变化。0 表示处处换算，与原论文相同。</translation>
    </message>
    <message>
      <source>Transfers the local linear relation of two coarse images to the fine image.</source>
      <translation>把两幅粗分辨率影像之间的局部线性关系应用于精细影像。</translation>
    </message>
    <message>
      <source>Fits a line between the coarse images of both dates in a window around each coarse pixel and applies it to the fine image; then removes the edges of coarse pixels by averaging over similar pixels, and adds what the lines did not explain.

Needs one pair. Good for strong changes of the season between the dates and for noisy coarse images, and one of the fastest methods of its accuracy. Small patches are smoothed, and abrupt change of a part of a coarse pixel is spread over all of it.

A whole Landsat scene of six bands takes a minute or two on two cores with numba.</source>
      <translation>在每个粗像元周围的窗口内，对两个日期的粗分辨率影像拟合直线并应用于精细影像；随后对相似像元取平均以消除粗像元的边界痕迹，再加上直线未能解释的残差。

需要一个影像对。适用于两个日期间季节变化强烈以及粗分辨率影像噪声较大的情形，在精度相当的方法中速度名列前茅。小斑块会被平滑；只涉及粗像元一部分的突变会扩散到整个粗像元。

使用 numba 时，在两个核心上处理一整景六波段 Landsat 影像需要一两分钟。</translation>
    </message>
    <message>
      <source>Window of the regression</source>
      <translation>回归窗口</translation>
    </message>
    <message>
      <source>Side of the window of coarse pixels to which a line is fitted. Larger windows are steadier, smaller ones more local.</source>
      <translation>拟合直线所用粗像元窗口的边长。窗口越大越稳定，越小越局部。</translation>
    </message>
    <message>
      <source>Window size</source>
      <translation>窗口大小</translation>
    </message>
    <message>
      <source>fine pixels</source>
      <translation>精细像元</translation>
    </message>
    <message>
      <source>Side of the window in which similar pixels are looked for. Should span one or two coarse pixels.</source>
      <translation>搜索相似像元的窗口边长。应覆盖一至两个粗像元。</translation>
    </message>
    <message>
      <source>Number of similar pixels</source>
      <translation>相似像元数</translation>
    </message>
    <message>
      <source>How many of the most similar pixels are averaged. More of them smooth more.</source>
      <translation>对多少个最相似的像元取平均。数量越多，结果越平滑。</translation>
    </message>
    <message>
      <source>Steadiness of the regression</source>
      <translation>回归稳定性</translation>
    </message>
    <message>
      <source>share of the variance</source>
      <translation>方差占比</translation>
    </message>
    <message>
      <source>Draws the slope of the regression to 1 where the coarse image varies less than this share of its variance in the whole scene, such as on water, where noise would decide. 0 fits as published.</source>
      <translation>若粗分辨率影像的局部方差小于全景方差的此比例，则把回归斜率拉向 1，例如在水体上，否则斜率将由噪声决定。取 0 时按原论文拟合。</translation>
    </message>
    <message>
      <source>Adds the change of each pixel's class, and shares out what that leaves unexplained with the help of a spline.</source>
      <translation>加上每个像元所属类别的变化，再借助薄板样条分配未能解释的部分。</translation>
    </message>
    <message>
      <source>Finds classes in the fine image and, by unmixing, how each of them changed. What the coarse image shows beyond that is shared out among the pixels of each coarse pixel: on uniform land after a spline through the coarse image of the prediction date, elsewhere evenly. The changes are then averaged over similar pixels around each one.

Needs one pair. A good first choice: follows the season as well as abrupt changes that are larger than a coarse pixel, such as floods. Edges of new patches are blurred, and classes that change differently from place to place are averaged.

A whole Landsat scene of six bands takes a few minutes on two cores with numba.</source>
      <translation>对精细影像分类，并通过解混求出各类别的变化。粗分辨率影像显示的其余变化分配给各粗像元内的像元：在均质地表上依据预测日期粗分辨率影像的样条，其他位置则均匀分配。最后对每个像元周围相似像元的变化取平均。

需要一个影像对。首选方法之一：既能跟踪季节变化，也能反映大于一个粗像元的突变，例如洪水。新斑块的边缘会模糊；同类地物在不同位置的不同变化会被平均。

使用 numba 时，在两个核心上处理一整景六波段 Landsat 影像需要几分钟。</translation>
    </message>
    <message>
      <source>Classes that are found in the fine image. More classes tell more kinds of change apart, but each is found less surely.</source>
      <translation>对精细影像划分的类别数。类别越多，可区分的变化类型越多，但各类别的变化估计得越不可靠。</translation>
    </message>
    <message>
      <source>Side of the window in which similar pixels are looked for. Should span about two coarse pixels.</source>
      <translation>搜索相似像元的窗口边长。应覆盖约两个粗像元。</translation>
    </message>
    <message>
      <source>Number of pure coarse pixels</source>
      <translation>纯粗像元数</translation>
    </message>
    <message>
      <source>How many coarse pixels tell of the change of each class: those in which it is most abundant.</source>
      <translation>用多少个粗像元估计各类别的变化：取该类别丰度最高者。</translation>
    </message>
    <message>
      <source>Extreme changes left out</source>
      <translation>剔除的极端变化</translation>
    </message>
    <message>
      <source>Fraction of the pure coarse pixels of each class that is left out for having changed most, and again for having changed least: there the land cover may be another.</source>
      <translation>在各类别的纯粗像元中，变化最大者和变化最小者各剔除此比例：那里的土地覆盖可能已经改变。</translation>
    </message>
    <message>
      <source>Distance that counts as a standard deviation</source>
      <translation>相当于一个标准差的距离</translation>
    </message>
    <message>
      <source>A pixel at this distance is as dissimilar as one that differs by a standard deviation of the image, so that of pixels that look alike the nearest are taken. A huge value compares spectra alone, as the paper does.</source>
      <translation>相距此距离的像元，其不相似程度等同于光谱相差影像的一个标准差，因此在外观相近的像元中优先取最近者。取极大值时只比较光谱，与原论文一致。</translation>
    </message>
    <message>
      <source>FSDAF that detects where the land cover has changed, and treats it apart.</source>
      <translation>检测土地覆盖发生改变的位置并单独处理的 FSDAF。</translation>
    </message>
    <message>
      <source>Like FSDAF, but looks for coarse pixels whose land cover has changed. These, and those with many edges between fields, are not used to find how the classes changed, and the prediction there follows the coarse image of the prediction date and not the fields of the fine image.

Needs one pair. Better than FSDAF after floods, fires or new buildings that fill several coarse pixels; much the same where only the season has changed. Edges of new patches are blurred.

A whole Landsat scene of six bands takes a few minutes on two cores with numba.</source>
      <translation>与 FSDAF 类似，但会寻找土地覆盖已经改变的粗像元。这些粗像元以及地块边缘较多的粗像元不参与估计各类别的变化；在土地覆盖改变处，预测依据预测日期的粗分辨率影像，而不依据精细影像中的地块。

需要一个影像对。在洪水、火灾或新建筑占满数个粗像元时优于 FSDAF；若只有季节变化，则两者相近。新斑块的边缘会模糊。

使用 numba 时，在两个核心上处理一整景六波段 Landsat 影像需要几分钟。</translation>
    </message>
    <message>
      <source>Coarse pixels with edges left out</source>
      <translation>剔除的含边缘粗像元比例</translation>
    </message>
    <message>
      <source>Fraction of the coarse pixels, those with the strongest edges between fields, that is not used to find the changes of the classes.</source>
      <translation>地块边缘最强的粗像元中，不参与估计类别变化的比例。</translation>
    </message>
    <message>
      <source>Interpolation</source>
      <translation>插值</translation>
    </message>
    <message>
      <source>Makes coarse pixels fine without any other image.</source>
      <translation>不借助其他影像，直接把粗像元细化。</translation>
    </message>
    <message>
      <source>Divides the pixels of the coarse image into finer ones. No detail is added: what a coarse pixel mixes stays mixed. It is what a fusion has to beat, and a way to bring a coarse image onto a fine grid.

Needs the coarse image alone, and how many pixels to make of each; or a fine image whose grid the result shall have. The area-true spline keeps the mean of every coarse pixel and is mostly the most accurate; it and Lanczos can overshoot beside sharp edges. Takes seconds.</source>
      <translation>把粗分辨率影像的像元划分为更细的像元。不增加细节：粗像元中混合的地物仍是混合的。它是融合结果至少应当超过的基准，也可用来把粗分辨率影像转到精细格网上。

只需要粗分辨率影像以及每个粗像元划分的像元数；或者一幅给出结果格网的精细影像。面积守恒样条保持每个粗像元的均值，精度通常最高；它和 Lanczos 在锐利边缘附近可能产生过冲。耗时仅数秒。</translation>
    </message>
    <message>
      <source>Lanczos</source>
      <translation>Lanczos</translation>
    </message>
    <message>
      <source>Area-true cubic spline</source>
      <translation>面积守恒三次样条</translation>
    </message>
    <message>
      <source>Nearest neighbour shows the coarse pixels; bilinear is without overshoot; cubic spline and Lanczos are smooth and sharper; the area-true spline is smooth and keeps the mean of each coarse pixel.</source>
      <translation>最近邻直接显示粗像元；双线性没有过冲；三次样条和 Lanczos 平滑且更清晰；面积守恒样条平滑，并保持每个粗像元的均值。</translation>
    </message>
    <message>
      <source>Baseline</source>
      <translation>基线方法</translation>
    </message>
    <message>
      <source>Weighting</source>
      <translation>加权型</translation>
    </message>
    <message>
      <source>Unmixing</source>
      <translation>解混型</translation>
    </message>
    <message>
      <source>Dictionary pairs</source>
      <translation>字典对型</translation>
    </message>
    <message>
      <source>Hybrid</source>
      <translation>混合型</translation>
    </message>
    <message>
      <source>Super-resolution</source>
      <translation>超分辨率</translation>
    </message>
    <message>
      <source>Neural networks</source>
      <translation>神经网络</translation>
    </message>
    <message>
      <source>Anything that tells one kind of land from another beside the fine image: an embedding, images of other dates, radar, elevation, a map of land cover, polygons of fields. Any grid, any bands, any unit. The method finds out by a test on the scene how much it helps, and does without it where it does not.</source>
      <translation>除精细影像外能区分不同地物的任何资料：嵌入特征、其他日期的影像、雷达、高程、土地覆盖图、田块多边形。格网、波段和单位任意。方法会在场景上做检验，得出它有多大帮助；若无帮助则不使用。</translation>
    </message>
    <message>
      <source>Pair {number} is incomplete: give both its fine and its coarse image, or neither.</source>
      <translation>影像对 {number} 不完整：请同时给出精细影像和粗分辨率影像，或两者都不给。</translation>
    </message>
    <message>
      <source>{method}: the number of reference pairs is {count}, but must be {needed}.</source>
      <translation>{method}：参考影像对的数量为 {count}，但应为 {needed}。</translation>
    </message>
    <message>
      <source>as its parameters say</source>
      <translation>取决于其参数</translation>
    </message>
    <message>
      <source>a fine image of any date</source>
      <translation>任意日期的精细影像</translation>
    </message>
    <message>
      <source>no pair</source>
      <translation>无需影像对</translation>
    </message>
    <message>
      <source>1 pair</source>
      <translation>1 对影像</translation>
    </message>
    <message>
      <source>{count} pairs</source>
      <translation>{count} 对影像</translation>
    </message>
    <message>
      <source>{least} to {most} pairs</source>
      <translation>{least} 至 {most} 对影像</translation>
    </message>
    <message>
      <source>pair {number}</source>
      <translation>影像对 {number}</translation>
    </message>
    <message>
      <source>Missing: {images}.</source>
      <translation>缺少：{images}。</translation>
    </message>
    <message>
      <source>None comes with this version</source>
      <translation>此版本未附带网络</translation>
    </message>
    <message>
      <source>Network fusion</source>
      <translation>网络融合</translation>
    </message>
    <message>
      <source>Runs a trained neural network, a shipped one or one of your own.</source>
      <translation>运行训练好的神经网络，可用附带的或您自己的。</translation>
    </message>
    <message>
      <source>Predicts with a neural network that has learnt from pairs of images how fine images change. Which images it needs depends on the network: mostly one pair; some take two, some a fine image of any date without its coarse image, and some the coarse image alone. The log shows what the network was trained on and how accurate it was there.

Good where it was trained on land like yours; 'Train network' makes one from your own images. On land, sensors or scale ratios that it has never seen it can be worse than the temporal difference: compare both. A network that others made runs here once 'Describe network' has written into its file what its inputs are. Needs the Python package onnxruntime. Takes seconds to minutes, with a graphics card less.</source>
      <translation>用神经网络进行预测，网络已从影像对中学到精细影像如何变化。需要哪些影像取决于网络：多数需要一对；有的需要两对，有的需要任意日期的精细影像而不需要其粗分辨率影像，有的只需要粗分辨率影像。日志会显示网络的训练数据及其在训练数据上的精度。

在与训练数据相似的地表上效果好；“训练网络”可用您自己的影像训练一个网络。对于从未见过的地表、传感器或尺度比，它可能不如时间差分：请比较两者。他人制作的网络，用“描述网络”将其输入写入文件后即可在此运行。需要 Python 包 onnxruntime。用时数秒至数分钟，有显卡时更短。</translation>
    </message>
    <message>
      <source>Only for a network that was trained with a guide ('Train network'): the same guide, or one made in the same way for another place; where the network expects the features of fine image 1, those. Other networks leave it alone.</source>
      <translation>仅用于以引导图层训练的网络（“训练网络”）：同一引导图层，或为另一地点以相同方式制作的引导图层；若网络要的是精细影像 1 的特征，则给出这些特征。其他网络不使用它。</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>网络</translation>
    </message>
    <message>
      <source>A network that comes with the plugin. A file of your own goes first.</source>
      <translation>插件附带的网络。若给出您自己的文件，则以该文件为准。</translation>
    </message>
    <message>
      <source>Network of your own</source>
      <translation>您自己的网络</translation>
    </message>
    <message>
      <source>An ONNX file made by 'Train network', or one from elsewhere into which 'Describe network' has written what its inputs are.</source>
      <translation>由“训练网络”生成的 ONNX 文件，或来自别处、已由“描述网络”写入其输入说明的文件。</translation>
    </message>
    <message>
      <source>Tile size</source>
      <translation>分块大小</translation>
    </message>
    <message>
      <source>pixels</source>
      <translation>像元</translation>
    </message>
    <message>
      <source>Side of the tiles in which the network runs; 0 chooses it by the memory. The result does not depend on it, but for networks that normalise by the tile: these are best with large tiles.</source>
      <translation>网络运行所用分块的边长；0 表示根据内存选择。结果与它无关，但按分块归一化的网络除外：这类网络宜用大分块。</translation>
    </message>
    <message>
      <source>{network} needs the {image}, which is missing.</source>
      <translation>{network} 需要{image}，但未给出。</translation>
    </message>
    <message>
      <source>Needs the Python package onnxruntime.</source>
      <translation>需要 Python 软件包 onnxruntime。</translation>
    </message>
    <message>
      <source>No network comes with this version of the plugin. Give the file of a network of your own, or make one with 'Train network'.</source>
      <translation>此版本的插件未附带网络。请给出您自己的网络文件，或用“训练网络”训练一个。</translation>
    </message>
    <message>
      <source>Unmixes the change of the objects of the fine image, and compensates residuals by object and by pixel.</source>
      <translation>对精细影像中各对象的变化进行解混，并在对象级和像元级补偿残差。</translation>
    </message>
    <message>
      <source>Divides the fine image into objects, such as fields, and gives each object one change: that of its class, which unmixing of the coarse change finds, and what the coarse image shows beyond that where the object fills the coarse pixels. What is left is shared out over similar pixels.

Needs one pair. Good for strong change of whole fields of a few coarse pixels, whose borders it keeps. Change that divides an object, such as a flood in a meadow, is spread over it in part; where objects are much smaller than coarse pixels, it falls back to unmixing.

A whole Landsat scene of six bands takes two or three minutes on two cores with numba, and up to 2 GB of memory.</source>
      <translation>把精细影像分割为对象（例如地块），每个对象只有一个变化量：由粗分辨率影像变化解混得到的所属类别变化，加上对象占满粗像元处粗分辨率影像显示的其余变化。剩余部分在相似像元之间分配。

需要一个影像对。适用于数个粗像元大小的整个地块发生强烈变化的情形，并能保持地块边界。把对象一分为二的变化（例如草地局部被淹）会部分扩散到整个对象；若对象远小于粗像元，则退化为解混。

使用 numba 时，在两个核心上处理一整景六波段 Landsat 影像需要两三分钟，内存最多占用 2 GB。</translation>
    </message>
    <message>
      <source>Objects from elsewhere, such as fields as polygons, a map of land cover, or the segments that another program has found: one band of labels, or polygons. They count instead of the objects that are found in the fine image; where there are none, these count.</source>
      <translation>来自别处的对象，例如田块多边形、土地覆盖图，或其他程序得到的分割结果：一个标签波段或多边形。它们代替在精细影像中找出的对象；没有它们的地方，仍用后者。</translation>
    </message>
    <message>
      <source>Change of the coarse image</source>
      <translation>粗分辨率影像的变化</translation>
    </message>
    <message>
      <source>Change, residuals of the prediction date</source>
      <translation>变化，残差取自预测日期</translation>
    </message>
    <message>
      <source>Coarse image of the prediction date</source>
      <translation>预测日期的粗分辨率影像</translation>
    </message>
    <message>
      <source>What is unmixed</source>
      <translation>解混对象</translation>
    </message>
    <message>
      <source>The change keeps the detail of the fine image within objects. Its residuals are those of the change, or, as in the authors' program, what the coarse image of the prediction date differs from the prediction: then the result follows that image, with all in which the sensors differ. Unmixing the coarse image of the prediction date alone, as in the paper, makes no use of the coarse image of the pair: for the case that this one is poor.</source>
      <translation>对变化解混可保留对象内部的精细影像细节。其残差为变化的残差，或如作者的程序那样，为预测日期粗分辨率影像与预测影像之差：此时结果跟随该影像，也包含传感器之间的全部差异。若按原论文只对预测日期的粗分辨率影像解混，则不使用影像对中的粗分辨率影像，适用于该影像质量较差的情形。</translation>
    </message>
    <message>
      <source>Scale of the objects</source>
      <translation>对象尺度</translation>
    </message>
    <message>
      <source>Size and variety of the objects, as the scale of multiresolution segmentation: larger values merge more. Free of the unit of the image.</source>
      <translation>对象的大小与内部差异，即多尺度分割中的尺度参数：取值越大，合并越多。与影像的单位无关。</translation>
    </message>
    <message>
      <source>Classes that are found in the fine image; an object is of the class of most of its pixels.</source>
      <translation>对精细影像划分的类别数；对象的类别取其多数像元的类别。</translation>
    </message>
    <message>
      <source>Window of the unmixing</source>
      <translation>解混窗口</translation>
    </message>
    <message>
      <source>Side of the window of coarse pixels that are unmixed together. Large windows are steadier, small ones more local.</source>
      <translation>一起解混的粗像元窗口的边长。窗口越大越稳定，越小越局部。</translation>
    </message>
    <message>
      <source>Pixels for the residual of an object</source>
      <translation>用于对象残差的像元比例</translation>
    </message>
    <message>
      <source>Share of an object's pixels that tell its residual: those that lie deepest in the object and nearest to the centre of a coarse pixel.</source>
      <translation>对象中用于估计其残差的像元所占比例：取位于对象最内部且最靠近粗像元中心者。</translation>
    </message>
    <message>
      <source>Side of the window in which similar pixels are looked for.</source>
      <translation>搜索相似像元的窗口边长。</translation>
    </message>
    <message>
      <source>Over how many of the most similar pixels the last residuals are averaged.</source>
      <translation>对多少个最相似像元的剩余残差取平均。</translation>
    </message>
    <message>
      <source>Regularisation</source>
      <translation>正则化</translation>
    </message>
    <message>
      <source>How much the values of classes are drawn to the mean of the whole image, where the window alone does not determine them.</source>
      <translation>当仅凭窗口无法确定各类别的值时，将其拉向整幅影像均值的程度。</translation>
    </message>
    <message>
      <source>One-pair dictionary learning</source>
      <translation>单影像对字典学习</translation>
    </message>
    <message>
      <source>Learns from one pair how coarse images look finely, in two steps of resolution.</source>
      <translation>由一个影像对分两级分辨率学习粗分辨率影像对应的精细细节。</translation>
    </message>
    <message>
      <source>From the fine and the coarse image of one date, the method learns pairs of dictionaries of small patches, first for half of the way in resolution, then for the rest. With these it sharpens the coarse images of both dates, and gives the fine image the ratio of the sharpened ones.

Needs one pair. Good where brightness changes and takes the contrast within coarse pixels along, such as land that dries, greens or is flooded. Change of single small fields inside of coarse pixels is not found. Reflectance should be positive: where it is not, as in indices around 0, the change is added instead.

An image of 400 x 400 pixels and three bands takes some five seconds on two cores with numba, most of it for training, and fifteen without. A whole Landsat scene of six bands takes about a quarter of an hour with numba.</source>
      <translation>利用同一日期的精细影像和粗分辨率影像，学习小图像块的字典对：先学习到中间分辨率，再学习到精细分辨率。然后用它们锐化两个日期的粗分辨率影像，并把锐化影像的比值应用于精细影像。

需要一个影像对。适用于亮度变化且粗像元内部反差随之变化的情形，例如地表变干、返青或被淹。粗像元内个别小地块的变化无法发现。反射率应为正值；若非正值，例如在 0 附近取值的指数，则改为叠加变化量。

在两个核心上处理 400 × 400 像元、三波段的影像，使用 numba 时约需五秒，不用时约需十五秒，大部分时间用于训练。使用 numba 时，一整景六波段 Landsat 影像约需一刻钟。</translation>
    </message>
    <message>
      <source>Size of a transition pixel</source>
      <translation>过渡像元大小</translation>
    </message>
    <message>
      <source>Resolution between the coarse and the fine one. 0 takes the square root of the scale ratio, so that both steps are alike.</source>
      <translation>介于粗、细之间的分辨率。取 0 时为尺度比的平方根，使两级的放大倍数相同。</translation>
    </message>
    <message>
      <source>Limit of the modulation</source>
      <translation>调制上限</translation>
    </message>
    <message>
      <source>By how much, at most, the contrast of the fine image is multiplied, or divided, in each of the two steps. 1 adds the change.</source>
      <translation>两级中每一级对精细影像反差放大或缩小的最大倍数。取 1 时改为叠加变化量。</translation>
    </message>
    <message>
      <source>fast</source>
      <translation>快</translation>
    </message>
    <message>
      <source>medium</source>
      <translation>中等</translation>
    </message>
    <message>
      <source>slow</source>
      <translation>慢</translation>
    </message>
    <message>
      <source>Learns from two pairs how coarse change looks when seen finely.</source>
      <translation>由两个影像对学习粗分辨率变化对应的精细变化。</translation>
    </message>
    <message>
      <source>SPSTFM cuts the change between two known dates into small patches and learns from them, as a pair of dictionaries, which fine change belongs to which coarse change. The coarse change between each known date and the prediction date is then written in the coarse dictionary, and read in the fine one.

Needs two pairs, one before and one after the prediction date. Good where the change to be predicted is of the kind that happened between the pairs, and where coarse pixels are at most some ten times larger than fine ones. At larger ratios, patches of the coarse image hardly have any structure to learn from, and the prediction is close to the temporal difference of both pairs. Change that neither pair shows has no detail.

An image of 400 x 400 pixels and three bands takes some three seconds on two cores with numba, most of it for training, and ten without. A whole Landsat scene of six bands takes several minutes with numba.</source>
      <translation>SPSTFM 把两个已知日期之间的变化切成小图像块，以字典对的形式学习怎样的精细变化对应怎样的粗分辨率变化。然后把各已知日期与预测日期之间的粗分辨率变化用粗字典表示，再由精细字典重建。

需要两个影像对，分别在预测日期之前和之后。适用于待预测的变化与两个影像对之间的变化同类，且粗像元至多约为精细像元十倍的情形。尺度比更大时，粗分辨率影像的图像块几乎没有可学习的结构，预测接近两个影像对的时间差分。两个影像对都未出现的变化没有细节。

在两个核心上处理 400 × 400 像元、三波段的影像，使用 numba 时约需三秒，不用时约需十秒，大部分时间用于训练。使用 numba 时，一整景六波段 Landsat 影像需要数分钟。</translation>
    </message>
    <message>
      <source>Spacing of a patch's pixels</source>
      <translation>图像块内像元间隔</translation>
    </message>
    <message>
      <source>1 takes adjoining pixels, as in the paper. With more, a patch spans more of the coarse pixels: about half of the scale ratio makes predictions a little better where the ratio is large.</source>
      <translation>取 1 时使用相邻像元，与原论文一致。取值更大时，图像块跨越更多粗像元：尺度比较大时，取尺度比的一半左右可略微改善预测。</translation>
    </message>
    <message>
      <source>Threshold of the weights</source>
      <translation>权重阈值</translation>
    </message>
    <message>
      <source>Where the coarse changes since both pairs differ by more than this, as a part of the largest change, the pair with less change counts alone. 1 always weights both.</source>
      <translation>若预测日期相对两个影像对的粗分辨率变化之差超过最大变化的此比例，则只采用变化较小的影像对。取 1 时始终对两者加权。</translation>
    </message>
    <message>
      <source>Predicts each pixel from the change of similar pixels around it.</source>
      <translation>由周围相似像元的变化预测每个像元。</translation>
    </message>
    <message>
      <source>For each fine pixel, STARFM looks in a window for pixels that are spectrally similar in the fine image of a known date, and adds to them the change that the coarse images show. Pixels count more where fine and coarse image agree, and where they are near.

Needs one pair, better two. Good for the season's course on land whose patches are larger than a coarse pixel. Fields much smaller than a coarse pixel and abrupt change that only a part of a coarse pixel sees are predicted badly.

Where change is abrupt or uneven, set the similarity of change to 0.3. Where the coarse images are noisy and the land has changed little, take 40 classes and weigh by coarse change always.

A whole Landsat scene of six bands takes a minute on two fast cores with numba, and about a quarter of an hour without.</source>
      <translation>对每个精细像元，STARFM 在窗口内寻找在已知日期精细影像中光谱相似的像元，并加上粗分辨率影像显示的变化。精细影像与粗分辨率影像越一致、距离越近的像元，权重越大。

需要一个影像对，最好两个。适用于斑块大于一个粗像元的地表的季节变化。远小于粗像元的地块，以及只涉及粗像元一部分的突变，预测效果较差。

变化突然或不均匀时，请将变化相似性设为 0.3。粗分辨率影像噪声较大而地表变化很小时，请取 40 个类别，并始终按粗分辨率变化加权。

使用 numba 时，在两个高速核心上处理一整景六波段 Landsat 影像约需一分钟；不用时约需一刻钟。</translation>
    </message>
    <message>
      <source>How many kinds of land there are. A pixel is similar if it differs by at most 2 standard deviations of the band divided by this.</source>
      <translation>地物类型的数量。若某像元的差异不超过该波段标准差的 2 倍除以此数，即为相似像元。</translation>
    </message>
    <message>
      <source>In all bands at once</source>
      <translation>所有波段同时</translation>
    </message>
    <message>
      <source>In each band by itself</source>
      <translation>各波段单独</translation>
    </message>
    <message>
      <source>Similar pixels</source>
      <translation>相似像元判定</translation>
    </message>
    <message>
      <source>The paper takes for each band the pixels that are similar in that band. Asking for similarity in all bands at once finds fewer and purer pixels.</source>
      <translation>原论文对每个波段取在该波段上相似的像元。要求在所有波段上同时相似，得到的像元更少也更纯。</translation>
    </message>
    <message>
      <source>Uncertainty of the fine images</source>
      <translation>精细影像的不确定性</translation>
    </message>
    <message>
      <source>Accuracy of the fine reflectance. A similar pixel is used if its fine and coarse values differ by less than the centre's, give or take the uncertainty.</source>
      <translation>精细影像反射率的精度。相似像元的精细值与粗值之差在计入不确定性后小于中心像元的差值时，该像元才被采用。</translation>
    </message>
    <message>
      <source>Uncertainty of the coarse images</source>
      <translation>粗分辨率影像的不确定性</translation>
    </message>
    <message>
      <source>Accuracy of the coarse reflectance; as for the fine images, and for the change of the coarse images too.</source>
      <translation>粗分辨率影像反射率的精度；用法同精细影像，也用于粗分辨率影像的变化。</translation>
    </message>
    <message>
      <source>Always</source>
      <translation>始终</translation>
    </message>
    <message>
      <source>With two pairs</source>
      <translation>仅在有两个影像对时</translation>
    </message>
    <message>
      <source>Weight by coarse change</source>
      <translation>按粗分辨率变化加权</translation>
    </message>
    <message>
      <source>Whether pixels whose coarse value changed less count more. The paper does so always, the authors' program only with two pairs, where it chooses between the dates.</source>
      <translation>粗分辨率值变化较小的像元是否权重更大。原论文始终如此；作者的程序只在有两个影像对时如此，借以在两个日期之间取舍。</translation>
    </message>
    <message>
      <source>Logarithmic weights, scale</source>
      <translation>对数权重系数</translation>
    </message>
    <message>
      <source>B in ln(S B + 1): makes weights less sensitive to spectral and temporal differences, S being in standard deviations. 0 uses the differences themselves.</source>
      <translation>ln(S B + 1) 中的 B：降低权重对光谱差异和时间差异的敏感程度，S 以标准差为单位。取 0 时直接使用差异值。</translation>
    </message>
    <message>
      <source>Adds to each fine pixel the change of its class, found by unmixing.</source>
      <translation>在每个精细像元上加上由解混得到的所属类别的变化。</translation>
    </message>
    <message>
      <source>Finds classes in the fine image, takes the change of the coarse image apart into the changes of the classes, in a window around each coarse pixel, and adds to each fine pixel the change of its class.

Needs one or two pairs. Good where classes change each in its own way, such as crops in a patchwork of fields smaller than coarse pixels. Change within a class, and new patches, are not seen. Takes seconds.</source>
      <translation>对精细影像分类，在每个粗像元周围的窗口内把粗分辨率影像的变化分解为各类别的变化，再把所属类别的变化加到每个精细像元上。

需要一个或两个影像对。适用于各类别变化互不相同的情形，例如由小于粗像元的地块镶嵌而成的农田。类别内部的变化和新出现的斑块无法反映。耗时仅数秒。</translation>
    </message>
    <message>
      <source>Classes that are found in the fine images. More classes tell more kinds of change apart, if the window contains enough coarse pixels.</source>
      <translation>对精细影像划分的类别数。若窗口内有足够的粗像元，类别越多，可区分的变化类型越多。</translation>
    </message>
    <message>
      <source>Side of the window of coarse pixels that are unmixed together. Larger windows tell the classes apart more surely, smaller ones keep the differences from place to place.</source>
      <translation>一起解混的粗像元窗口的边长。窗口越大，类别区分越可靠；窗口越小，越能保留各地的差异。</translation>
    </message>
    <message>
      <source>How much the changes of classes are drawn to those of the whole image, where the window alone does not determine them, and these to the mean change.</source>
      <translation>当仅凭窗口无法确定各类别的变化时，将其拉向整幅影像各类别变化的程度，后者又被拉向平均变化。</translation>
    </message>
    <message>
      <source>local regression</source>
      <translation>局部回归</translation>
    </message>
    <message>
      <source>temporal difference</source>
      <translation>时间差分</translation>
    </message>
    <message>
      <source>Gaussian process</source>
      <translation>高斯过程</translation>
    </message>
    <message>
      <source>regression on all bands</source>
      <translation>对所有波段的回归</translation>
    </message>
    <message>
      <source>Gaussian process, smoothed</source>
      <translation>高斯过程（平滑后）</translation>
    </message>
    <message>
      <source>{layer}: the coarse sensor blurs by {blur:.2f} coarse pixels and sees the land {down:+.2f} down, {right:+.2f} right.</source>
      <translation>{layer}：粗分辨率传感器的模糊为 {blur:.2f} 个粗像元，看到的地表向下偏移 {down:+.2f}、向右偏移 {right:+.2f}。</translation>
    </message>
    <message>
      <source>{layer}: so that images lie on each other, it is moved {down:+.2f} down, {right:+.2f} right, in coarse pixels.</source>
      <translation>{layer}：为使各影像对齐，将其向下移动 {down:+.2f}、向右移动 {right:+.2f} 个粗像元。</translation>
    </message>
    <message>
      <source>{layer}: fine images are moved to where its land lies, in fine pixels down and right: {shifts}.</source>
      <translation>{layer}：将精细影像移到其地表所在的位置，向下和向右移动的精细像元数：{shifts}。</translation>
    </message>
    <message>
      <source>{layer}: parts of the pairs: {parts}.</source>
      <translation>{layer}：各参考影像对所占的份额：{parts}。</translation>
    </message>
    <message>
      <source>{layer}: the sensors agree.</source>
      <translation>{layer}：两种传感器一致。</translation>
    </message>
    <message>
      <source>{layer}: {share:.0%} of the local difference between the sensors returns; {noise:.0%} of the coarse change is noise.</source>
      <translation>{layer}：传感器之间的局部差异有 {share:.0%} 会再次出现；粗分辨率影像的变化中有 {noise:.0%} 是噪声。</translation>
    </message>
    <message>
      <source>{layer}: the images of the pair differ by more than the land has changed. A second pair would help.</source>
      <translation>{layer}：参考影像对的两幅影像之间的差异大于地表的变化。再加一对参考影像会有帮助。</translation>
    </message>
    <message>
      <source>{layer}: weights: {weights}.</source>
      <translation>{layer}：权重：{weights}。</translation>
    </message>
    <message>
      <source>No pixel is valid in all of {layers}, so that no classes can be found. Check their nodata values and masks, or choose other dates.</source>
      <translation>没有任何像元在 {layers} 中全部有效，因此无法找出类别。请检查它们的无数据值和掩膜，或选择其他日期。</translation>
    </message>
    <message>
      <source>Patch size</source>
      <translation>图像块大小</translation>
    </message>
    <message>
      <source>Side of the square patches into which the images are cut.</source>
      <translation>影像所切成的方形图像块的边长。</translation>
    </message>
    <message>
      <source>Overlap of patches</source>
      <translation>图像块重叠</translation>
    </message>
    <message>
      <source>How many rows or columns of pixels neighbouring patches share. More makes smoother predictions and takes longer.</source>
      <translation>相邻图像块共有的像元行数或列数。重叠越多，预测越平滑，耗时也越长。</translation>
    </message>
    <message>
      <source>Number of atoms</source>
      <translation>原子数</translation>
    </message>
    <message>
      <source>Size of the dictionaries. Should be well above the number of pixels of a patch.</source>
      <translation>字典的大小。应明显大于图像块的像元数。</translation>
    </message>
    <message>
      <source>Atoms of a patch</source>
      <translation>每个图像块的原子数</translation>
    </message>
    <message>
      <source>How many atoms of the dictionary make up a patch. More follow the coarse image, and its errors, more closely.</source>
      <translation>用字典中的多少个原子表示一个图像块。数量越多，越贴近粗分辨率影像，也越贴近其误差。</translation>
    </message>
    <message>
      <source>Training patches</source>
      <translation>训练图像块数</translation>
    </message>
    <message>
      <source>How many patches, chosen at random over the scene, the coarse dictionary is trained on. The fine one is fitted to ten times as many.</source>
      <translation>在整景内随机选取多少个图像块训练粗字典。精细字典用其十倍的图像块拟合。</translation>
    </message>
    <message>
      <source>Training iterations</source>
      <translation>训练迭代次数</translation>
    </message>
    <message>
      <source>How often the dictionary is improved.</source>
      <translation>字典更新的次数。</translation>
    </message>
    <message>
      <source>Restraint of detail</source>
      <translation>细节抑制强度</translation>
    </message>
    <message>
      <source>How strongly detail is held back when it is learnt. At 1, detail that always follows from the coarse image is halved; little detail comes from chance.</source>
      <translation>学习细节时的抑制程度。取 1 时，总是随粗分辨率影像出现的细节减半，从而很少有细节出于偶然。</translation>
    </message>
    <message>
      <source>The guide {layer} has {count} bands, but objects are given by one band of labels or by polygons.</source>
      <translation>引导图层 {layer} 有 {count} 个波段，而对象须由一个标签波段或多边形给出。</translation>
    </message>
    <message>
      <source>The guide {layer} holds other numbers than whole ones: these are no labels of objects.</source>
      <translation>引导图层 {layer} 含有非整数：这不是对象的标签。</translation>
    </message>
    <message>
      <source>The guide {layer} does not count: it has the same value everywhere.</source>
      <translation>引导图层 {layer} 不起作用：它处处数值相同。</translation>
    </message>
    <message>
      <source>As the file tells</source>
      <translation>按文件所示</translation>
    </message>
    <message>
      <source>Values</source>
      <translation>数值</translation>
    </message>
    <message>
      <source>Labels</source>
      <translation>标签</translation>
    </message>
    <message>
      <source>Weight of the guide</source>
      <translation>引导图层的权重</translation>
    </message>
    <message>
      <source>found by a test on the scene itself</source>
      <translation>由场景自身的检验得出</translation>
    </message>
    <message>
      <source>Only with a guide: how much it counts beside the fine image. 1: as much as all bands of the fine image together; 0: not at all. Left empty, coarse pixels are held out, their change is predicted from around them with several weights, and the best one counts for all dates of the run; that is 0 where the guide proves nothing. The log tells.</source>
      <translation>仅在有引导图层时：它相对于精细影像的权重。1 表示与精细影像所有波段之和同等重要；0 表示完全不用。留空时，留出一些粗像元，用若干权重由其周围预测它们的变化，最好的权重用于本次运行的所有日期；若引导图层证明不了什么，则为 0。日志会说明。</translation>
    </message>
    <message>
      <source>Numbers of the guide</source>
      <translation>引导图层的数字</translation>
    </message>
    <message>
      <source>Only with a guide: whether its numbers are values, whose differences count, or labels, such as the numbers of fields or kinds of land cover, which are the same or not. The file tells labels by colours or names of its values; polygons are always labels.</source>
      <translation>仅在有引导图层时：其数字是数值（差异大小有意义），还是标签（如田块编号或土地覆盖类型，只有相同与不同之分）。文件若为其数值给出颜色或名称，即表示标签；多边形总是标签。</translation>
    </message>
    <message>
      <source>The guide {layer} counts for the classes with a weight of {weight:g}: held-out coarse pixels are explained with an error of {with_guide:.3f} instead of {without:.3f}.</source>
      <translation>引导图层 {layer} 在分类中的权重为 {weight:g}：解释留出的粗像元的误差为 {with_guide:.3f}，而不用它时为 {without:.3f}。</translation>
    </message>
    <message>
      <source>The guide {layer} does not count for the classes: it does not surely help to explain held-out coarse pixels.</source>
      <translation>引导图层 {layer} 在分类中不起作用：它对解释留出的粗像元没有确定的帮助。</translation>
    </message>
    <message>
      <source>The guide {layer} counts with a weight of {weight:g}: the change of held-out coarse pixels is predicted with an error of {with_guide:.3f} instead of {without:.3f}.</source>
      <translation>引导图层 {layer} 的权重为 {weight:g}：预测留出粗像元变化的误差为 {with_guide:.3f}，而不用它时为 {without:.3f}。</translation>
    </message>
    <message>
      <source>The guide {layer} does not count: it does not surely help to predict the change of held-out coarse pixels.</source>
      <translation>引导图层 {layer} 不起作用：它对预测留出粗像元的变化没有确定的帮助。</translation>
    </message>
    <message>
      <source>Compare the surroundings of pixels, too</source>
      <translation>同时比较像元的周围</translation>
    </message>
    <message>
      <source>Similar are then pixels that look alike themselves and in the means of 3 x 3 and 7 x 7 pixels around them. In 33 tests on real images this made the error of Fit-FC and VIPSTF smaller in all but one, where it was 1 % larger, and by 1 to 2 % in the mean; that of FSDAF smaller in some and larger in others. Takes about twice as long.</source>
      <translation>此时，自身相近且周围 3 x 3 和 7 x 7 像元均值也相近的像元才算相似像元。在真实影像上的 33 次检验中，除一次（误差大 1 %）外，它使 Fit-FC 和 VIPSTF 的误差更小，平均小 1 % 到 2 %；FSDAF 则有的更小、有的更大。耗时约为两倍。</translation>
    </message>
    <message>
      <source>The overlap of patches is {overlap} pixels, but must be less than their size, {size}.</source>
      <translation>图像块重叠为 {overlap} 个像元，但必须小于图像块大小 {size}。</translation>
    </message>
    <message>
      <source>No patch of {size} x {size} valid pixels is left to learn from: the prediction has no detail that was learnt.</source>
      <translation>没有可供学习的、由 {size} x {size} 个有效像元组成的图像块：预测结果不含学习得到的细节。</translation>
    </message>
    <message>
      <source>Side of the window in which similar pixels are looked for. Should span a few coarse pixels.</source>
      <translation>搜索相似像元的窗口边长。应覆盖数个粗像元。</translation>
    </message>
    <message>
      <source>Distance that halves the weight</source>
      <translation>权重减半的距离</translation>
    </message>
    <message>
      <source>A in D = 1 + d / A: at this distance from the centre a pixel has half of the weight. Small values keep the prediction local.</source>
      <translation>D = 1 + d / A 中的 A：与中心相距此距离的像元权重减半。取值越小，预测越局部。</translation>
    </message>
    <message>
      <source>Similarity of change</source>
      <translation>变化相似性阈值</translation>
    </message>
    <message>
      <source>A pixel is similar only if its coarse image has changed in each band as that of the centre has, give or take this. Keeps pixels that were alike before an abrupt change, such as a flood, from lending each other what only one of them has seen. 0 does not ask for it.</source>
      <translation>只有当像元在每个波段的粗分辨率变化与中心像元之差不超过该值时，才算相似像元。这样，突变（如洪水）之前相似的像元不会把只有其中之一经历的变化借给对方。0 表示不作此要求。</translation>
    </message>
    <message>
      <source>Exponential</source>
      <translation>指数模型</translation>
    </message>
    <message>
      <source>Spherical</source>
      <translation>球状模型</translation>
    </message>
    <message>
      <source>Averages the linearly transformed values of similar pixels by a nonlocal filter.</source>
      <translation>对相似像元经线性变换后的值作非局部滤波平均。</translation>
    </message>
    <message>
      <source>Finds in a window the pixels that are similar in the fine image of a known date, fits a line between the coarse images of both dates over them, and applies it to the fine image. The results are averaged over the similar pixels: those count most whose coarse value was what the pixel's coarse value is now.

Needs one pair, better two. Good where vegetation changes strongly with the season, and for noisy fine images. Small details are smoothed, and abrupt change of a part of a coarse pixel is predicted badly.

A whole Landsat scene of six bands takes some minutes on two cores with numba.</source>
      <translation>在窗口内寻找在已知日期精细影像中相似的像元，用这些像元对两个日期的粗分辨率影像拟合直线，并应用于精细影像。结果在相似像元之间取平均：参考日期的粗分辨率值与该像元在预测日期的粗分辨率值越接近，权重越大。

需要一个影像对，最好两个。适用于植被随季节变化强烈以及精细影像噪声较大的情形。小的细节会被平滑；只涉及粗像元一部分的突变预测效果较差。

使用 numba 时，在两个核心上处理一整景六波段 Landsat 影像需要数分钟。</translation>
    </message>
    <message>
      <source>Similarity</source>
      <translation>相似性阈值</translation>
    </message>
    <message>
      <source>A pixel is similar if it differs in each band by at most this. The paper's 0.01 of reflectance is about a quarter of the deviation of common land.</source>
      <translation>若某像元在每个波段上的差异都不超过此值，即为相似像元。原论文的 0.01（反射率）约为一般地表标准差的四分之一。</translation>
    </message>
    <message>
      <source>Strength of the filter</source>
      <translation>滤波强度</translation>
    </message>
    <message>
      <source>h² in the weight exp(-difference / h²): a similar pixel whose coarse value differs by this from the pixel's counts a third. Large values smooth more.</source>
      <translation>权重 exp(-差异 / h²) 中的 h²：粗分辨率值与该像元相差此值的相似像元，权重约为三分之一。取值越大越平滑。</translation>
    </message>
    <message>
      <source>Side of the patches whose coarse values the filter compares.</source>
      <translation>滤波时比较粗分辨率值的图像块的边长。</translation>
    </message>
    <message>
      <source>Regularisation of the line</source>
      <translation>直线的正则化</translation>
    </message>
    <message>
      <source>Draws the slope of the line towards 1 where the coarse values of the similar pixels differ little: as much as this many pixels would that lie one standard deviation away on a line of slope 1.</source>
      <translation>当相似像元的粗分辨率值差异很小时，把直线斜率拉向 1：其作用相当于在斜率为 1 的直线上、相距一个标准差处增加这么多个像元。</translation>
    </message>
    <message>
      <source>Nearest neighbour</source>
      <translation>最近邻</translation>
    </message>
    <message>
      <source>Bilinear</source>
      <translation>双线性</translation>
    </message>
    <message>
      <source>Cubic spline</source>
      <translation>三次样条</translation>
    </message>
    <message>
      <source>Temporal difference</source>
      <translation>时间差分</translation>
    </message>
    <message>
      <source>Adds the interpolated change of the coarse image to the fine image.</source>
      <translation>把插值后的粗分辨率影像变化加到精细影像上。</translation>
    </message>
    <message>
      <source>The simplest fusion, and the one that every other method should beat: the change of the coarse image between both dates, interpolated to fine pixels, is added to the fine image.

Needs one or two pairs. Good where land changes alike within coarse pixels, such as in the season's course over large fields. Small fields that change differently from their neighbours get the neighbours' change, and edges of change are blurred. Takes seconds.</source>
      <translation>最简单的融合，也是其他任何方法都应超过的基线：把两个日期之间粗分辨率影像的变化插值到精细像元，再加到精细影像上。

需要一个或两个影像对。适用于粗像元内部变化一致的地表，例如大地块上的季节变化。变化与邻域不同的小地块会得到邻域的变化，变化区的边缘会模糊。耗时仅数秒。</translation>
    </message>
    <message>
      <source>Interpolation of the coarse images</source>
      <translation>粗分辨率影像的插值</translation>
    </message>
    <message>
      <source>How coarse pixels become fine ones. A cubic spline is smooth and mostly the most accurate; nearest neighbour shows the coarse pixels.</source>
      <translation>粗像元细化的方式。三次样条平滑，精度通常最高；最近邻直接显示粗像元。</translation>
    </message>
    <message>
      <source>By coarse change</source>
      <translation>按粗分辨率变化</translation>
    </message>
    <message>
      <source>By time</source>
      <translation>按时间</translation>
    </message>
    <message>
      <source>Weights of two pairs</source>
      <translation>两个影像对的权重</translation>
    </message>
    <message>
      <source>Which of two pairs counts more: the one nearer in time, or at each pixel the one whose coarse image differs less from that of the prediction date.</source>
      <translation>两个影像对中哪一个权重更大：时间更近的一个；或在每个像元上，粗分辨率影像与预测日期差异更小的一个。</translation>
    </message>
    <message>
      <source>The date of {layer} is unknown. Give it, write it into the file's name as YYYY-MM-DD, or weight the pairs by the coarse change.</source>
      <translation>{layer} 的日期未知。请给出日期，或以 YYYY-MM-DD 的形式写入文件名，或按粗分辨率变化对影像对加权。</translation>
    </message>
    <message>
      <source>Gives each class of the fine image the value that unmixing of the coarse image finds for it nearby.</source>
      <translation>把粗分辨率影像局部解混得到的类别值赋给精细影像的各类别。</translation>
    </message>
    <message>
      <source>Finds classes in a fine image, and how much of each class every coarse pixel contains; then takes the coarse image of the prediction date apart into the values of the classes, in a window around each coarse pixel.

Needs a fine image of any date on which the land had the same patches, and no coarse image of that date. Good for thematic work with few, large and uniform classes, and where fine and coarse sensor have different bands. Detail within a class is lost. Takes seconds.</source>
      <translation>对精细影像分类，求出每个粗像元中各类别的丰度；然后在每个粗像元周围的窗口内，把预测日期的粗分辨率影像分解为各类别的值。

需要一幅精细影像，日期不限，只要当时地表斑块相同；不需要该日期的粗分辨率影像。适用于类别少、斑块大而均质的专题应用，以及精细与粗分辨率传感器波段不同的情形。类别内部的细节会丢失。耗时仅数秒。</translation>
    </message>
    <message>
      <source>Classes that are found in the fine image. More classes keep more detail, but the values of each are found less surely.</source>
      <translation>对精细影像划分的类别数。类别越多，保留的细节越多，但各类别的值估计得越不可靠。</translation>
    </message>
    <message>
      <source>How much the values of classes are drawn to those of the whole image, where the window alone does not determine them, and these to the image's mean.</source>
      <translation>当仅凭窗口无法确定各类别的值时，将其拉向整幅影像各类别值的程度，后者又被拉向影像均值。</translation>
    </message>
    <message>
      <source>Predicts from a virtual pair, the combination of all known pairs that is nearest to the prediction date.</source>
      <translation>由虚拟影像对预测：它是所有已知影像对的线性组合，与预测日期最为接近。</translation>
    </message>
    <message>
      <source>Combines the known pairs linearly, so that the combined coarse image is as near as it can be to that of the prediction date, and adds to the same combination of the fine images the coarse change that remains, averaged over similar pixels.

Needs one pair, better several from around the prediction date, of which clouds must be masked: a pixel that is missing in one pair is missing in the prediction. Good where no known pair is near the prediction date, but those around show the season's course. Abrupt change that no pair shows is blurred.

A whole Landsat scene of six bands takes a few minutes on two cores with numba.</source>
      <translation>对已知影像对作线性组合，使组合后的粗分辨率影像尽可能接近预测日期的粗分辨率影像；再对精细影像作同样的组合，并加上对相似像元取平均后的剩余粗分辨率变化。

需要一个影像对，最好是预测日期前后的多个；其中的云必须掩膜：某一影像对中缺失的像元，在预测影像中也会缺失。适用于没有已知影像对接近预测日期、但前后的影像对能反映季节变化的情形。各影像对都未出现的突变会模糊。

使用 numba 时，在两个核心上处理一整景六波段 Landsat 影像需要几分钟。</translation>
    </message>
    <message>
      <source>Over how many of the most similar pixels the remaining coarse change is averaged. More of them smooth it more.</source>
      <translation>对多少个最相似像元的剩余粗分辨率变化取平均。数量越多，结果越平滑。</translation>
    </message>
    <message>
      <source>onnxruntime does not answer. Install it again on the page 'STFusion' of the options of QGIS (Settings - Options).</source>
      <translation>onnxruntime 没有响应。请在 QGIS 选项的“STFusion”页面（设置 - 选项）中重新安装。</translation>
    </message>
    <message>
      <source>'{text}' is no image.</source>
      <translation>“{text}”不是影像。</translation>
    </message>
    <message>
      <source>it must be a list of boxes</source>
      <translation>必须是由矩形范围组成的列表</translation>
    </message>
    <message>
      <source>{file} does not say what its inputs are. Run 'Describe network' on it first, and use the file that it writes.</source>
      <translation>{file} 没有说明其输入是什么。请先对它运行“描述网络”，再使用所写出的文件。</translation>
    </message>
    <message>
      <source>{file} breaks the contract of a fusion network. {reason}</source>
      <translation>{file} 不符合融合网络的契约。{reason}</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: a mask cannot be added.</source>
      <translation>条目“{entry}”有误：掩膜不能相加。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: only one image can be added, all else must be differences.</source>
      <translation>条目“{entry}”有误：只能加一幅影像，其余必须是差值。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: no input uses coarse_prediction, so the network cannot know of the prediction date.</source>
      <translation>条目“{entry}”有误：没有输入使用 coarse_prediction，网络无从得知预测日期的情况。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: a network of several steps has one input of the kind 'state', and no other has.</source>
      <translation>条目“{entry}”有误：分多步运行的网络有且只有一个类型为 'state' 的输入，其他网络没有。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: it is the output of the prediction.</source>
      <translation>条目“{entry}”有误：它已是预测影像的输出。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: a network has one input for a guide at most.</source>
      <translation>条目“{entry}”有误：网络最多有一个引导图层的输入。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: no input is for a guide.</source>
      <translation>条目“{entry}”有误：没有引导图层的输入。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: it has {count} features, but the input for the guide has {channels} channels.</source>
      <translation>条目“{entry}”有误：它有 {count} 个特征，而引导图层的输入有 {channels} 个通道。</translation>
    </message>
    <message>
      <source>Two entries of 'inputs' have the same name.</source>
      <translation>“inputs” 中有两项名称相同。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: {image} is no coarse image, so it cannot come on the coarse grid.</source>
      <translation>条目“{entry}”有误：{image} 不是粗分辨率影像，不能取粗格网。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: it has {role} without {first}.</source>
      <translation>条目“{entry}”有误：有 {role} 却没有 {first}。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: only images of pairs behind the first can be missing, of which nothing is added; and masks must tell the network of it.</source>
      <translation>条目“{entry}”有误：只有第一对之后的影像可以缺少，且它们不能加到输出上；并且必须用掩膜告知网络。</translation>
    </message>
    <message>
      <source>The entry '{entry}' must be an object.</source>
      <translation>条目“{entry}”必须是一个对象。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is missing.</source>
      <translation>缺少条目“{entry}”。</translation>
    </message>
    <message>
      <source>it must have {most} letters or less</source>
      <translation>其字符数不得超过 {most}</translation>
    </message>
    <message>
      <source>it must be a text</source>
      <translation>它必须是文本</translation>
    </message>
    <message>
      <source>it must be {most} or less</source>
      <translation>它必须不大于 {most}</translation>
    </message>
    <message>
      <source>it must be a whole number, {least} or more</source>
      <translation>它必须是不小于 {least} 的整数</translation>
    </message>
    <message>
      <source>it must be true or false</source>
      <translation>它必须是 true 或 false</translation>
    </message>
    <message>
      <source>it must be one of {choices}</source>
      <translation>它必须是以下之一：{choices}</translation>
    </message>
    <message>
      <source>it must be two rising numbers, such as [4, 20], or null</source>
      <translation>它必须是两个递增的数，例如 [4, 20]，或者 null</translation>
    </message>
    <message>
      <source>it must be a list of {count} numbers, {least} or more</source>
      <translation>它必须是 {count} 个数的列表，每个不小于 {least}</translation>
    </message>
    <message>
      <source>it must be a list of {count} numbers</source>
      <translation>它必须是 {count} 个数的列表</translation>
    </message>
    <message>
      <source>it must be a list of texts</source>
      <translation>它必须是文本列表</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: {reason}</source>
      <translation>条目“{entry}”有误：{reason}</translation>
    </message>
    <message>
      <source>it must be an object with few facts</source>
      <translation>它必须是一个内容不多的对象</translation>
    </message>
    <message>
      <source>it must be a list with at least one object</source>
      <translation>它必须是至少含一个对象的列表</translation>
    </message>
    <message>
      <source>The entry '{entry}' is unknown; known are {names}.</source>
      <translation>条目“{entry}”无法识别；可用的有 {names}。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is {value}, but {reason}.</source>
      <translation>条目“{entry}”的值为 {value}，但{reason}。</translation>
    </message>
    <message>
      <source>The contract is no JSON ({reason}).</source>
      <translation>契约不是有效的 JSON（{reason}）。</translation>
    </message>
    <message>
      <source>The contract is longer than {most} letters.</source>
      <translation>契约超过 {most} 个字符。</translation>
    </message>
    <message>
      <source>The contract has version {version}, of which this STFusion knows nothing. Update the plugin.</source>
      <translation>契约的版本为 {version}，当前的 STFusion 无法识别。请更新插件。</translation>
    </message>
    <message>
      <source>'{text}' is none of {choices}.</source>
      <translation>“{text}”不在 {choices} 之中。</translation>
    </message>
    <message>
      <source>it must be a list of lists of numbers</source>
      <translation>它必须是由数字列表组成的列表</translation>
    </message>
    <message>
      <source>it must be a list of numbers, one a band</source>
      <translation>它必须是数字列表，每个波段一个</translation>
    </message>
    <message>
      <source>there is no mixing beside it</source>
      <translation>旁边没有 mixing</translation>
    </message>
    <message>
      <source>'{text}' is neither an image ({roles}), nor the difference of two, such as 'coarse_prediction - coarse_1', nor the mask of one, such as 'valid fine_1'.</source>
      <translation>“{text}”既不是影像（{roles}），也不是两幅影像之差（例如 'coarse_prediction - coarse_1'），也不是影像的掩膜（例如 'valid fine_1'）。</translation>
    </message>
    <message>
      <source>it is empty</source>
      <translation>它是空的</translation>
    </message>
    <message>
      <source>such an input has no images, and is on the fine grid</source>
      <translation>这种输入没有影像，且位于精细格网上</translation>
    </message>
    <message>
      <source>{file}: ONNX opset {opsets}</source>
      <translation>{file}：ONNX opset {opsets}</translation>
    </message>
    <message>
      <source>Input</source>
      <translation>输入</translation>
    </message>
    <message>
      <source>Output</source>
      <translation>输出</translation>
    </message>
    <message>
      <source>An encoder for 'Image features': {title}, {features} features for {stride} x {stride} pixels of {bands}</source>
      <translation>用于“影像特征”的编码器：{title}，每 {stride} x {stride} 个像元（{bands}）{features} 个特征</translation>
    </message>
    <message>
      <source>It has no contract yet: say what its inputs are to write one. If it gives features of one image, run 'Describe encoder'.</source>
      <translation>它还没有约定：说明其输入即可写入。若它给出单幅影像的特征，请运行“描述编码器”。</translation>
    </message>
    <message>
      <source>Its contract: {title}</source>
      <translation>其契约：{title}</translation>
    </message>
    <message>
      <source>'{text}' does not say which input it is. Write: name = images; the network has the inputs {names}.</source>
      <translation>“{text}”没有说明是哪个输入。请写成：名称 = 影像；该网络的输入有 {names}。</translation>
    </message>
    <message>
      <source>'{text}': behind @ stands the grid, fine or coarse.</source>
      <translation>“{text}”：@ 之后应为格网，fine 或 coarse。</translation>
    </message>
    <message>
      <source>{file} has no contract yet: say what its inputs are. They are called {names}.</source>
      <translation>{file} 还没有契约：请说明其输入是什么。它们的名称为 {names}。</translation>
    </message>
    <message>
      <source>An input of {file} is on the coarse grid: give the scale ratio, into how many fine pixels a side it divides a coarse one.</source>
      <translation>{file} 的一个输入取粗格网：请给出尺度比，即每个粗像元的边分成多少个精细像元。</translation>
    </message>
    <message>
      <source>{file} has several outputs: {names}. Say which is the prediction.</source>
      <translation>{file} 有多个输出：{names}。请说明哪个是预测影像。</translation>
    </message>
    <message>
      <source>The file does not tell for how many bands it was made. Give it.</source>
      <translation>文件没有说明适用于多少个波段。请给出。</translation>
    </message>
    <message>
      <source>The features of the encoder are the same everywhere. Check the scaling in its contract, and that the image holds data.</source>
      <translation>编码器的特征处处相同。请检查其约定中的缩放，并确认影像含有数据。</translation>
    </message>
    <message>
      <source>{layer} is no image of features: it does not tell by which components it was made.</source>
      <translation>{layer} 不是特征影像：它没有说明由哪些主成分得到。</translation>
    </message>
    <message>
      <source>One vector of {features} features for {stride} x {stride} pixels, in tiles of {side} x {side}</source>
      <translation>每 {stride} x {stride} 个像元一个含 {features} 个特征的向量，分块大小为 {side} x {side}</translation>
    </message>
    <message>
      <source>{file} has several inputs: {names}. An encoder has one, of the image; export it with the others, such as dates and places, as constants.</source>
      <translation>{file} 有多个输入：{names}。编码器只有一个影像输入；导出时请将其余输入（如日期和地点）设为常量。</translation>
    </message>
    <message>
      <source>{file} has the outputs: {names}. Say which has the features.</source>
      <translation>{file} 的输出有：{names}。请说明哪一个是特征。</translation>
    </message>
    <message>
      <source>The input '{tensor}' of {file} must be of images, bands, rows and columns, with as many rows as columns.</source>
      <translation>{file} 的输入“{tensor}”必须为影像、波段、行、列，且行数与列数相等。</translation>
    </message>
    <message>
      <source>The input '{tensor}' of {file} has {found} bands, but {count} are named: {bands}.</source>
      <translation>{file} 的输入“{tensor}”有 {found} 个波段，而列出了 {count} 个：{bands}。</translation>
    </message>
    <message>
      <source>Means of the bands</source>
      <translation>各波段均值</translation>
    </message>
    <message>
      <source>Deviations of the bands</source>
      <translation>各波段标准差</translation>
    </message>
    <message>
      <source>The output '{tensor}' of {file} has the shape {shape} for tiles of {side} x {side} pixels, which is neither of maps (1, features, rows, columns) nor of tokens (1, tokens, features) over the tile. Export the network without what follows its features, such as pooling.</source>
      <translation>对 {side} x {side} 像元的分块，{file} 的输出“{tensor}”形状为 {shape}，既不是特征图（1、特征、行、列），也不是覆盖分块的标记（1、标记、特征）。导出网络时请去掉特征之后的部分，例如池化。</translation>
    </message>
    <message>
      <source>it must name at least one band</source>
      <translation>必须至少列出一个波段</translation>
    </message>
    <message>
      <source>the side of a tile must be a multiple of it</source>
      <translation>分块边长必须是它的整数倍</translation>
    </message>
    <message>
      <source>{file} does not say what its bands and features are. Run 'Describe encoder' on it first, and use the file that it writes.</source>
      <translation>{file} 没有说明其波段和特征。请先对它运行“描述编码器”，并使用其写出的文件。</translation>
    </message>
    <message>
      <source>{file} breaks the contract of an encoder. {reason}</source>
      <translation>{file} 违反编码器的约定。{reason}</translation>
    </message>
    <message>
      <source>The output '{tensor}' of {file} has the shape {found}, but its contract says {wanted}. Describe it again with 'Describe encoder'.</source>
      <translation>{file} 的输出“{tensor}”形状为 {found}，而其约定为 {wanted}。请用“描述编码器”重新描述。</translation>
    </message>
    <message>
      <source>{file} gives values that are no numbers. Check the scaling in its contract, and the network itself.</source>
      <translation>{file} 给出的值不是数字。请检查其契约中的缩放方式以及网络本身。</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>编码器</translation>
    </message>
    <message>
      <source>An ONNX file into which 'Describe encoder' has written what its bands and features are.</source>
      <translation>由“描述编码器”写入了波段和特征说明的 ONNX 文件。</translation>
    </message>
    <message>
      <source>Number of components</source>
      <translation>主成分数</translation>
    </message>
    <message>
      <source>Of the features, which are hundreds, the principal components with the largest variance are written. Methods that take a guide use eight bands at most.</source>
      <translation>特征有数百个，只写出方差最大的主成分。使用引导图层的方法最多用八个波段。</translation>
    </message>
    <message>
      <source>Enlarge the image</source>
      <translation>放大影像</translation>
    </message>
    <message>
      <source>How many pixels a side are made of each before the encoder gets them. An encoder gives one vector for 8 to 16 pixels a side: enlarged by 4, for 2 to 4 of the image. Time grows with the square.</source>
      <translation>输入编码器之前，每个像元沿每边变成多少个像元。编码器每边 8 到 16 个像元给出一个向量：放大 4 倍后，即影像的 2 到 4 个像元。耗时按平方增长。</translation>
    </message>
    <message>
      <source>Units of the image</source>
      <translation>影像的单位</translation>
    </message>
    <message>
      <source>For encoders that want reflectance. It is found out from scale and offset in the file, from its names and from its values; the log says what was found.</source>
      <translation>用于需要反射率的编码器。由文件中的比例和偏移、文件名和数值得出；日志会说明结果。</translation>
    </message>
    <message>
      <source>Bands</source>
      <translation>波段</translation>
    </message>
    <message>
      <source>The numbers of the bands that the encoder gets, in its order, such as 3,2,1; one may come several times. Empty to find them by names and wavelengths.</source>
      <translation>编码器所用波段的编号，按其顺序，例如 3,2,1；同一波段可以出现多次。留空则按名称和波长查找。</translation>
    </message>
    <message>
      <source>{layer} was made by another encoder: of {found} features instead of {wanted}.</source>
      <translation>{layer} 由另一个编码器生成：特征数为 {found} 而不是 {wanted}。</translation>
    </message>
    <message>
      <source>Component {number} ({share:.1%})</source>
      <translation>主成分 {number}（{share:.1%}）</translation>
    </message>
    <message>
      <source>{rows} x {columns} pixels of {size:.4g} units, {share:.0%} of the variance of {count} features, in {seconds:.1f} s</source>
      <translation>{rows} x {columns} 个像元，大小 {size:.4g} 单位，占 {count} 个特征方差的 {share:.0%}，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
      <source>Bands: {bands}</source>
      <translation>波段：{bands}</translation>
    </message>
    <message>
      <source>{layer} is read as: {units}</source>
      <translation>{layer} 按以下单位读取：{units}</translation>
    </message>
    <message>
      <source>Trained on</source>
      <translation>训练数据</translation>
    </message>
    <message>
      <source>Citation</source>
      <translation>引用</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>许可</translation>
    </message>
    <message>
      <source>{file} runs on {provider}, in {rows} x {columns} tiles of {height} x {width} pixels</source>
      <translation>{file} 在 {provider} 上运行，共 {rows} x {columns} 个分块，每块 {height} x {width} 像元</translation>
    </message>
    <message>
      <source>{label}: '{text}' is neither one number nor a list of {count}, one a band.</source>
      <translation>{label}：“{text}”既不是一个数，也不是每个波段一个、共 {count} 个数的列表。</translation>
    </message>
    <message>
      <source>{file} hands graphs to its functions, which may grow without end: it is not loaded.</source>
      <translation>{file} 把图作为参数传给其函数，可能无限膨胀：不予加载。</translation>
    </message>
    <message>
      <source>The function '{function}' of {file} calls itself, or functions call each other too deep: it is not loaded.</source>
      <translation>{file} 的函数“{function}”调用自身，或函数之间的调用层数过深：不予加载。</translation>
    </message>
    <message>
      <source>{file} would have more than {most} operations with its functions in place: it is not loaded.</source>
      <translation>{file} 的函数展开后将有超过 {most} 个运算：不予加载。</translation>
    </message>
    <message>
      <source>{file} is too complex: it has more than {most} parts, or graphs in graphs more than {depth} deep. It is not loaded.</source>
      <translation>{file} 过于复杂：其组成部分超过 {most} 个，或图的嵌套超过 {depth} 层。不予加载。</translation>
    </message>
    <message>
      <source>{file} is damaged. Copy, download or export it again.</source>
      <translation>{file} 已损坏。请重新复制、下载或导出。</translation>
    </message>
    <message>
      <source>The operator '{operator}' of '{domain}' in {file} is none of ONNX, so it cannot run here. Export the network with operators of ONNX alone.</source>
      <translation>{file} 中“{domain}”的算子“{operator}”不是 ONNX 的算子，无法在此运行。请仅用 ONNX 的算子导出网络。</translation>
    </message>
    <message>
      <source>{file} has the operator '{operator}', which draws random numbers: its result would be another one in each run. Export the network for prediction, not for training (in PyTorch: network.eval()).</source>
      <translation>{file} 含有算子“{operator}”，它会产生随机数：每次运行的结果都会不同。请以预测而非训练模式导出网络（PyTorch 中：network.eval()）。</translation>
    </message>
    <message>
      <source>{file} has its weights in more than {most} files. Export it in one.</source>
      <translation>{file} 的权重分布在超过 {most} 个文件中。请导出为一个文件。</translation>
    </message>
    <message>
      <source>The weight '{weight}' of {file} claims {count} numbers, but the file does not hold them. Export the network again.</source>
      <translation>{file} 的权重“{weight}”声称有 {count} 个数，但文件中并没有。请重新导出网络。</translation>
    </message>
    <message>
      <source>The weight '{weight}' of {file} lies in '{location}', but weights may only lie in files beside the network, or in folders there. Export the network in one file.</source>
      <translation>{file} 的权重“{weight}”位于“{location}”，但权重只能位于网络旁边的文件或其下的文件夹中。请将网络导出为一个文件。</translation>
    </message>
    <message>
      <source>The weights of {file} lie in '{location}', which is not beside it. Copy that file there, too, or export the network in one file.</source>
      <translation>{file} 的权重位于“{location}”，但它旁边没有该文件。请将该文件也复制到那里，或将网络导出为一个文件。</translation>
    </message>
    <message>
      <source>The weight '{weight}' of {file} goes beyond the end of '{location}'. Copy, download or export both files again.</source>
      <translation>{file} 的权重“{weight}”超出了“{location}”的末尾。请重新复制、下载或导出这两个文件。</translation>
    </message>
    <message>
      <source>The network runs with few sizes only, none of which tiles can have. Export it with dynamic axes for rows and columns.</source>
      <translation>该网络只能以少数尺寸运行，分块无法采用。请以动态的行、列轴导出网络。</translation>
    </message>
    <message>
      <source>The result depends on where a tile begins, whatever its sides are multiples of: tiles would leave seams. Say that the network uses statistics of the tile, so that tiles are blended.</source>
      <translation>无论边长取多少的倍数，结果都与分块的起点有关：分块会留下接缝。请注明网络使用分块的统计量，以便对分块进行混合。</translation>
    </message>
    <message>
      <source>Its images alone take {needed:.1f} GB.</source>
      <translation>仅其图像就需要 {needed:.1f} GB。</translation>
    </message>
    <message>
      <source>The network gives values that are no numbers. Check how images are scaled for it, and the network itself.</source>
      <translation>网络给出的值不是数字。请检查影像的缩放方式以及网络本身。</translation>
    </message>
    <message>
      <source>The metadata of {file} is damaged or too long. Copy or download it again.</source>
      <translation>{file} 的元数据已损坏或过长。请重新复制或下载。</translation>
    </message>
    <message>
      <source>The network {path} cannot be written ({reason}).</source>
      <translation>无法写入网络 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>The network {path} cannot be opened ({reason}).</source>
      <translation>无法打开网络 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>{file} is only the pointer that Git LFS leaves for a file. Get the file itself, with 'git lfs pull' or from the page it comes from.</source>
      <translation>{file} 只是 Git LFS 为文件留下的指针。请用“git lfs pull”或从其来源页面获取文件本身。</translation>
    </message>
    <message>
      <source>{file} is not complete. Copy or download it again.</source>
      <translation>{file} 不完整。请重新复制或下载。</translation>
    </message>
    <message>
      <source>{file} is no ONNX file. A network must be exported to ONNX to run here.</source>
      <translation>{file} 不是 ONNX 文件。网络必须导出为 ONNX 才能在此运行。</translation>
    </message>
    <message>
      <source>{file} expects the 'Difference between the sensors' to be estimated, for which the scale ratio is missing. Give it.</source>
      <translation>{file} 要求估计“传感器之间的差异”，但缺少所需的尺度比。请给出。</translation>
    </message>
    <message>
      <source>{file} takes images of {wanted} bands, but {layer} has {count}. Choose images with these bands, or another network.</source>
      <translation>{file} 需要 {wanted} 个波段的影像，但 {layer} 有 {count} 个。请选择具有这些波段的影像，或换用其他网络。</translation>
    </message>
    <message>
      <source>{file} was made for a scale ratio of {least:g} to {most:g}, but that of these images is {ratio:g}.</source>
      <translation>{file} 适用的尺度比为 {least:g} 至 {most:g}，但这些影像的尺度比为 {ratio:g}。</translation>
    </message>
    <message>
      <source>{file} was made for scale ratios of {least:g} to {most:g}, but that of these images is {ratio:.3g}: compare its prediction with that of another method.</source>
      <translation>{file} 适用的尺度比为 {least:g} 至 {most:g}，但这些影像的尺度比为 {ratio:.3g}：请将其预测影像与其他方法的结果比较。</translation>
    </message>
    <message>
      <source>{reason} A tile of {rows} x {columns} pixels did not fit.</source>
      <translation>{reason}{rows} x {columns} 像元的分块放不下。</translation>
    </message>
    <message>
      <source>{file} needs {needed:.1f} GB for its operation {operator}, which is more than it may take. Give it more by 'Memory limit', or use a smaller network.</source>
      <translation>{file} 的运算 {operator} 需要 {needed:.1f} GB，超过了允许的内存。请用“内存上限”增加，或使用更小的网络。</translation>
    </message>
    <message>
      <source>The output '{tensor}' of {file} is {found} (images, bands, rows, columns), but should be {wanted}. Check 'bands', 'tile_multiple' and 'ratio' of its contract.</source>
      <translation>{file} 的输出“{tensor}”为 {found}（影像、波段、行、列），但应为 {wanted}。请检查其契约中的 'bands'、'tile_multiple' 和 'ratio'。</translation>
    </message>
    <message>
      <source>{provider} does not work on this machine: {reason}. What works: {others}. The CPU is used.</source>
      <translation>{provider} 在本机上不可用：{reason}。可用的有：{others}。将使用 CPU。</translation>
    </message>
    <message>
      <source>{file} does not run on {provider} ({reason}); the next is tried.</source>
      <translation>{file} 无法在 {provider} 上运行（{reason}）；将尝试下一个。</translation>
    </message>
    <message>
      <source>{file} does not run on this machine ({reason}).</source>
      <translation>{file} 无法在本机上运行（{reason}）。</translation>
    </message>
    <message>
      <source>{provider} left all of {file} to the CPU.</source>
      <translation>{provider} 把 {file} 全部交给了 CPU。</translation>
    </message>
    <message>
      <source>{provider} left {count} of {all} operations to the CPU.</source>
      <translation>{provider} 把 {all} 个运算中的 {count} 个交给了 CPU。</translation>
    </message>
    <message>
      <source>Run on</source>
      <translation>运行于</translation>
    </message>
    <message>
      <source>Automatic takes a graphics card where one works, otherwise the CPU. What does not work on this machine is replaced by the CPU, and the log says why.</source>
      <translation>“自动”在显卡可用时使用显卡，否则使用 CPU。本机上不可用的由 CPU 代替，日志会说明原因。</translation>
    </message>
    <message>
      <source>MB</source>
      <translation>MB</translation>
    </message>
    <message>
      <source>Memory limit</source>
      <translation>内存上限</translation>
    </message>
    <message>
      <source>The most memory that the network may take; less if less is free.</source>
      <translation>网络可占用的最大内存；若空闲内存较少则更小。</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>自动</translation>
    </message>
    <message>
      <source>CUDA (NVIDIA)</source>
      <translation>CUDA (NVIDIA)</translation>
    </message>
    <message>
      <source>TensorRT (NVIDIA)</source>
      <translation>TensorRT (NVIDIA)</translation>
    </message>
    <message>
      <source>DirectML (Windows)</source>
      <translation>DirectML (Windows)</translation>
    </message>
    <message>
      <source>CoreML (Apple)</source>
      <translation>CoreML (Apple)</translation>
    </message>
    <message>
      <source>CPU</source>
      <translation>CPU</translation>
    </message>
    <message>
      <source>Networks need the Python package onnxruntime, which is not installed. Install it on the page 'STFusion' of the options of QGIS (Settings - Options).</source>
      <translation>神经网络需要 Python 包 onnxruntime，但尚未安装。请在 QGIS 选项的“STFusion”页面（设置 - 选项）中安装。</translation>
    </message>
    <message>
      <source>The Python package onnxruntime cannot be loaded ({reason}). Install it again on the page 'STFusion' of the options of QGIS (Settings - Options).</source>
      <translation>无法加载 Python 包 onnxruntime（{reason}）。请在 QGIS 选项的“STFusion”页面（设置 - 选项）中重新安装。</translation>
    </message>
    <message>
      <source>the installed onnxruntime was built without it</source>
      <translation>已安装的 onnxruntime 不含该组件</translation>
    </message>
    <message>
      <source>its driver or its libraries are missing</source>
      <translation>缺少其驱动程序或库</translation>
    </message>
    <message>
      <source>it leaves the work to the CPU</source>
      <translation>它把工作都交给了 CPU</translation>
    </message>
    <message>
      <source>{file} was trained with a guide, and runs without one: it gets zeros instead.</source>
      <translation>{file} 是用引导图层训练的，现在没有引导图层而运行：以零代替。</translation>
    </message>
    <message>
      <source>The guide {layer} holds labels, but {file} takes values, such as images or their features.</source>
      <translation>引导图层 {layer} 是标签，而 {file} 使用数值，例如影像或其特征。</translation>
    </message>
    <message>
      <source>{file} takes a guide of {wanted} bands, as that of its training, but {layer} has {count}.</source>
      <translation>{file} 使用 {wanted} 个波段的引导图层，与训练时相同，而 {layer} 有 {count} 个。</translation>
    </message>
    <message>
      <source>{network} needs a guide: give as 'Guide' the features of fine image 1, {bands} bands, made as for its training.</source>
      <translation>{network} 需要引导图层：请在“引导图层”中给出精细影像 1 的特征，共 {bands} 个波段，与训练时以相同方式制作。</translation>
    </message>
    <message>
      <source>{network} needs a guide: give as 'Guide' that of its training, or one of the same {bands} bands for another place.</source>
      <translation>{network} 需要引导图层：请在“引导图层”中给出训练时所用的，或另一地点同样 {bands} 个波段的引导图层。</translation>
    </message>
    <message>
      <source>{file} was made for values from {least:g} to {most:g}, but those of {layer} are from {low:.3g} to {high:.3g}: check that they are in the same units.</source>
      <translation>{file} 是为 {least:g} 至 {most:g} 的值制作的，而 {layer} 的值为 {low:.3g} 至 {high:.3g}：请检查单位是否相同。</translation>
    </message>
    <message>
      <source>Found: {shares}, no data {missing:.1%}</source>
      <translation>识别结果：{shares}，无数据 {missing:.1%}</translation>
    </message>
    <message>
      <source>Left out: {conditions}, and {count} pixels around; clear {clear:.1%}</source>
      <translation>已剔除：{conditions}，以及周围 {count} 个像元；晴空 {clear:.1%}</translation>
    </message>
    <message>
      <source>{seconds:.1f} s on {provider}; the network took up to {memory:.0f} MB</source>
      <translation>用时 {seconds:.1f} 秒（{provider}）；网络最多占用 {memory:.0f} MB</translation>
    </message>
    <message>
      <source>clear</source>
      <translation>晴空</translation>
    </message>
    <message>
      <source>cloud</source>
      <translation>云</translation>
    </message>
    <message>
      <source>thin cloud</source>
      <translation>薄云</translation>
    </message>
    <message>
      <source>shadow</source>
      <translation>阴影</translation>
    </message>
    <message>
      <source>snow</source>
      <translation>雪</translation>
    </message>
    <message>
      <source>water</source>
      <translation>水体</translation>
    </message>
    <message>
      <source>This needs the Python package ukis-csmask, which is not installed. Install it on the page 'STFusion' of the options of QGIS (Settings - Options), or give a network of your own.</source>
      <translation>此功能需要 Python 包 ukis-csmask，但尚未安装。请在 QGIS 选项的“STFusion”页面（设置 - 选项）安装它，或提供您自己的网络。</translation>
    </message>
    <message>
      <source>The Python package ukis-csmask is not as it should be ({reason}). Install it again on the page 'STFusion' of the options of QGIS (Settings - Options).</source>
      <translation>Python 包 ukis-csmask 不正常（{reason}）。请在 QGIS 选项的“STFusion”页面（设置 - 选项）重新安装它。</translation>
    </message>
    <message>
      <source>{file} has several inputs: {names}. A segmentation network has one.</source>
      <translation>{file} 有多个输入：{names}。分割网络只有一个输入。</translation>
    </message>
    <message>
      <source>{file} has several outputs: {names}. Say which has the classes.</source>
      <translation>{file} 有多个输出：{names}。请说明哪一个是类别。</translation>
    </message>
    <message>
      <source>Find out from the names of the files</source>
      <translation>由文件名判断</translation>
    </message>
    <message>
      <source>Surface reflectance (Level 2)</source>
      <translation>地表反射率（Level 2）</translation>
    </message>
    <message>
      <source>Top-of-atmosphere reflectance (Level 1)</source>
      <translation>大气层顶反射率（Level 1）</translation>
    </message>
    <message>
      <source>Reflectance</source>
      <translation>反射率</translation>
    </message>
    <message>
      <source>ukis-csmask has networks for both. Not used with a network of your own.</source>
      <translation>ukis-csmask 对两者都有网络。使用您自己的网络时不起作用。</translation>
    </message>
    <message>
      <source>An ONNX file into which 'Describe segmentation network' has written what its bands and classes are. It goes first; without it a network of the Python package ukis-csmask is taken, which is installed in the options of QGIS.</source>
      <translation>已由“描述分割网络”写入波段和类别说明的 ONNX 文件。它优先使用；没有它时，使用 Python 包 ukis-csmask 的网络，该包在 QGIS 选项中安装。</translation>
    </message>
    <message>
      <source>Dilation</source>
      <translation>膨胀</translation>
    </message>
    <message>
      <source>Pixels no further than this from one that is left out are left out, too: the edges of clouds and shadows are thin, and mostly wider than what is found.</source>
      <translation>与被剔除像元的距离不超过此值的像元也被剔除：云和阴影的边缘很薄，通常比找到的范围更宽。</translation>
    </message>
    <message>
      <source>The network needs reflectance. It is found out from scale and offset in the file, from its names and from its values; the log says what was found.</source>
      <translation>网络需要反射率。单位由文件中的比例和偏移、文件名以及数值判断；日志会说明判断结果。</translation>
    </message>
    <message>
      <source>The numbers of the bands that the network gets, in its order: for ukis-csmask blue, green, red, near infrared and, if there are, short-wave infrared of 1.6 and 2.2 µm, such as 2,3,4,5,6,7. Empty to find them by names and wavelengths.</source>
      <translation>网络所用波段的编号，按网络的顺序：对 ukis-csmask 为蓝、绿、红、近红外，以及（若有）1.6 和 2.2 µm 的短波红外，例如 2,3,4,5,6,7。留空则按名称和波长查找。</translation>
    </message>
    <message>
      <source>Pixel size of the network</source>
      <translation>网络的像元大小</translation>
    </message>
    <message>
      <source>that of the network</source>
      <translation>网络自身的大小</translation>
    </message>
    <message>
      <source>In metres. An image with smaller pixels is averaged to about this size; the mask has the pixels of the image. Empty for the size that the network was made for: 30 m for those of ukis-csmask.</source>
      <translation>单位为米。像元更小的影像会平均到大约此大小；掩膜仍使用影像的像元。留空则取网络训练时的大小：ukis-csmask 的网络为 30 m。</translation>
    </message>
    <message>
      <source>Averaged over {factor} x {factor} pixels to {size:.3g} m</source>
      <translation>按 {factor} × {factor} 像元平均，得到 {size:.3g} m</translation>
    </message>
    <message>
      <source>{network} was made for pixels of {wanted:.3g} m; those of {layer} have {size:.3g} m. Look at the mask before you use it.</source>
      <translation>{network} 适用于 {wanted:.3g} m 的像元；{layer} 的像元为 {size:.3g} m。使用掩膜之前请先查看。</translation>
    </message>
    <message>
      <source>{layer} holds no data, so nothing of it is clear.</source>
      <translation>{layer} 没有数据，因此没有晴空像元。</translation>
    </message>
    <message>
      <source>{layer} is taken for: {level}</source>
      <translation>{layer} 按以下处理：{level}</translation>
    </message>
    <message>
      <source>{network} tells apart: {classes}. Choose what shall be left out among these.</source>
      <translation>{network} 能区分：{classes}。请从中选择要剔除的类别。</translation>
    </message>
    <message>
      <source>{network} does not know {conditions}, so this is not left out.</source>
      <translation>{network} 不能识别{conditions}，因此不予剔除。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: it must name each band once.</source>
      <translation>条目“{entry}”有误：每个波段必须且只能出现一次。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is wrong: it must name 'clear' and something else.</source>
      <translation>条目“{entry}”有误：必须包含“clear”和至少一个其他类别。</translation>
    </message>
    <message>
      <source>it must be a length in metres, or null</source>
      <translation>它必须是以米为单位的长度，或 null</translation>
    </message>
    <message>
      <source>{file} does not say what its bands and classes are. Run 'Describe segmentation network' on it first, and use the file that it writes.</source>
      <translation>{file} 没有说明其波段和类别是什么。请先对它运行“描述分割网络”，再使用所写出的文件。</translation>
    </message>
    <message>
      <source>{file} breaks the contract of a segmentation network. {reason}</source>
      <translation>{file} 不符合分割网络的约定。{reason}</translation>
    </message>
    <message>
      <source>The output '{tensor}' of {file} is {found} (images, classes, rows, columns), but should be {wanted}. Describe it again with 'Describe segmentation network'.</source>
      <translation>{file} 的输出“{tensor}”为 {found}（影像、类别、行、列），但应为 {wanted}。请用“描述分割网络”重新描述。</translation>
    </message>
    <message>
      <source>{file} has {names}, but its contract names '{tensor}'. A segmentation network has one input. Describe it again with 'Describe segmentation network'.</source>
      <translation>{file} 有 {names}，但其约定中写的是“{tensor}”。分割网络只有一个输入。请用“描述分割网络”重新描述。</translation>
    </message>
    <message>
      <source>{file} was not loaded within {seconds:.0f} seconds, so it is left alone. Export it again, as a smaller network.</source>
      <translation>{file} 未能在 {seconds:.0f} 秒内加载，已放弃。请重新导出为更小的网络。</translation>
    </message>
    <message>
      <source>{file} takes longer than {seconds:.0f} seconds for one tile, so it was ended. Choose a smaller tile size, or another network.</source>
      <translation>{file} 处理一个分块的时间超过 {seconds:.0f} 秒，已被终止。请选择更小的分块大小或其他网络。</translation>
    </message>
    <message>
      <source>The images for {file} cannot be written into the folder for temporary files ({reason}).</source>
      <translation>无法将 {file} 的影像写入临时文件夹（{reason}）。</translation>
    </message>
    <message>
      <source>{file} is in a newer version of the ONNX format than the installed onnxruntime {version} knows. Update onnxruntime, or export the network with an older version of the package onnx ({reason}).</source>
      <translation>{file} 的 ONNX 格式版本比已安装的 onnxruntime {version} 所支持的更新。请更新 onnxruntime，或用较旧版本的 onnx 软件包导出网络（{reason}）。</translation>
    </message>
    <message>
      <source>{file} is written in ONNX opset {opset}, for which the installed onnxruntime {version} was not made. Update onnxruntime, or export the network with opset 17 ({reason}).</source>
      <translation>{file} 使用 ONNX opset {opset}，已安装的 onnxruntime {version} 不支持。请更新 onnxruntime，或以 opset 17 导出网络（{reason}）。</translation>
    </message>
    <message>
      <source>onnxruntime cannot load {file}: {reason}.</source>
      <translation>onnxruntime 无法加载 {file}：{reason}。</translation>
    </message>
    <message>
      <source>{file} fails when it runs: {reason}. If sizes do not fit, correct 'tile_multiple' in its contract with 'Describe network'.</source>
      <translation>{file} 运行失败：{reason}。如果是尺寸不匹配，请用“描述网络”更正其契约中的 'tile_multiple'。</translation>
    </message>
    <message>
      <source>{file} needs more memory than it may take. Give it more by 'Memory limit', or use a smaller network.</source>
      <translation>{file} 需要的内存超出限额。请提高“内存上限”，或使用较小的网络。</translation>
    </message>
    <message>
      <source>{file} has no input '{tensor}', which its contract names; it has: {names}. Describe it again with 'Describe network'.</source>
      <translation>{file} 没有契约中写明的输入“{tensor}”；它有：{names}。请用“描述网络”重新描述。</translation>
    </message>
    <message>
      <source>{file} has an input '{tensor}' of which its contract says nothing. Describe it again with 'Describe network'.</source>
      <translation>{file} 有输入“{tensor}”，但其契约没有提及。请用“描述网络”重新描述。</translation>
    </message>
    <message>
      <source>{file} has no output '{tensor}', which its contract names; it has: {names}. Describe it again with 'Describe network'.</source>
      <translation>{file} 没有契约中写明的输出“{tensor}”；它有：{names}。请用“描述网络”重新描述。</translation>
    </message>
    <message>
      <source>The tensor '{tensor}' of {file} has the type {kind}, but must be float32. Export the network in float32.</source>
      <translation>{file} 的张量“{tensor}”类型为 {kind}，但必须是 float32。请以 float32 导出网络。</translation>
    </message>
    <message>
      <source>The tensor '{tensor}' of {file} has {count} axes, but must have four: 1, channels, rows, columns.</source>
      <translation>{file} 的张量“{tensor}”有 {count} 个轴，但必须有四个：1、通道、行、列。</translation>
    </message>
    <message>
      <source>The tensor '{tensor}' of {file} has a fixed size of {rows} x {columns} pixels. Export the network with dynamic axes for rows and columns.</source>
      <translation>{file} 的张量“{tensor}”尺寸固定为 {rows} x {columns} 像元。请以行、列均为动态轴的方式导出网络。</translation>
    </message>
    <message>
      <source>The tensor '{tensor}' of {file} takes {count} images at a time. Export the network for one.</source>
      <translation>{file} 的张量“{tensor}”一次接收 {count} 幅影像。请导出为一次一幅的网络。</translation>
    </message>
    <message>
      <source>The tensor '{tensor}' of {file} has {found} channels, but its contract says {channels}. Describe it again with 'Describe network'.</source>
      <translation>{file} 的张量“{tensor}”有 {found} 个通道，但其契约写明为 {channels} 个。请用“描述网络”重新描述。</translation>
    </message>
    <message>
      <source>The tensor '{tensor}' of {file} has its channels last: images, rows, columns, channels. Export the network with the channels in front of the rows (tf2onnx: --inputs-as-nchw, --outputs-as-nchw).</source>
      <translation>{file} 的张量“{tensor}”的通道在最后：影像、行、列、通道。请以通道在行之前的方式导出网络（tf2onnx：--inputs-as-nchw、--outputs-as-nchw）。</translation>
    </message>
    <message>
      <source>Needs</source>
      <translation>需要</translation>
    </message>
    <message>
      <source>Can use besides</source>
      <translation>还可使用</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>步数</translation>
    </message>
    <message>
      <source>any, one by one</source>
      <translation>任意，逐个处理</translation>
    </message>
    <message>
      <source>any</source>
      <translation>任意</translation>
    </message>
    <message>
      <source>Uncertainty</source>
      <translation>不确定性</translation>
    </message>
    <message>
      <source>Accuracy</source>
      <translation>精度</translation>
    </message>
    <message>
      <source>Architecture</source>
      <translation>网络结构</translation>
    </message>
    <message>
      <source>{bands} bands</source>
      <translation>{bands} 个波段</translation>
    </message>
    <message>
      <source>{bands} bands of fine image 1's date</source>
      <translation>精细影像 1 日期的 {bands} 个波段</translation>
    </message>
    <message>
      <source>can be missing</source>
      <translation>可以没有</translation>
    </message>
    <message>
      <source>needed</source>
      <translation>需要</translation>
    </message>
    <message>
      <source>from {source} to {target}</source>
      <translation>从 {source} 到 {target}</translation>
    </message>
    <message>
      <source>mean and deviation of the scene</source>
      <translation>场景的均值和标准差</translation>
    </message>
    <message>
      <source>0.1 to 99.9 % of the scene's values</source>
      <translation>场景值的 0.1 至 99.9 %</translation>
    </message>
    <message>
      <source>Added to the output</source>
      <translation>加到输出上</translation>
    </message>
    <message>
      <source>Output of the uncertainty</source>
      <translation>不确定性的输出</translation>
    </message>
    <message>
      <source>Scaling</source>
      <translation>缩放</translation>
    </message>
    <message>
      <source>Halo</source>
      <translation>边缘缓冲区</translation>
    </message>
    <message>
      <source>{count} pixels</source>
      <translation>{count} 像元</translation>
    </message>
    <message>
      <source>Sides of tiles are multiples of</source>
      <translation>分块边长的倍数基数</translation>
    </message>
    <message>
      <source>Statistics of the tile</source>
      <translation>使用分块的统计量</translation>
    </message>
    <message>
      <source>{file} fails on {provider} ({reason}). Let it run on the CPU.</source>
      <translation>{file} 在 {provider} 上运行失败（{reason}）。请改在 CPU 上运行。</translation>
    </message>
    <message>
      <source>{file} gives no number for some pixels: they become nodata.</source>
      <translation>{file} 对部分像元没有给出数字：它们将成为无效像元。</translation>
    </message>
    <message>
      <source>Wrote {path}</source>
      <translation>已写入 {path}</translation>
    </message>
    <message>
      <source>The weights of {file} cannot be copied ({reason}).</source>
      <translation>无法复制 {file} 的权重（{reason}）。</translation>
    </message>
    <message>
      <source>The weights of {file} lie in '{location}', but there is another file of this name where {target} shall be written. Choose an empty folder.</source>
      <translation>{file} 的权重位于“{location}”，但在 {target} 要写入的位置已有另一个同名文件。请选择一个空文件夹。</translation>
    </message>
    <message>
      <source>{label}: '{value}' is none of {choices}.</source>
      <translation>{label}：“{value}”不在可选值 {choices} 之中。</translation>
    </message>
    <message>
      <source>{label}: there is no file {value}.</source>
      <translation>{label}：文件 {value} 不存在。</translation>
    </message>
    <message>
      <source>{label} is not a number.</source>
      <translation>{label} 不是数字。</translation>
    </message>
    <message>
      <source>{label} is {value}, but must be at least {bound}.</source>
      <translation>{label} 为 {value}，但不得小于 {bound}。</translation>
    </message>
    <message>
      <source>{label} is {value}, but must be at most {bound}.</source>
      <translation>{label} 为 {value}，但不得大于 {bound}。</translation>
    </message>
    <message>
      <source>{label} is {value}, but must be odd, to have a centre pixel.</source>
      <translation>{label} 为 {value}，但必须为奇数，才有中心像元。</translation>
    </message>
    <message>
      <source>In the desktop, the page 'STFusion' of the options of QGIS (Settings - Options) installs SciPy.</source>
      <translation>在 QGIS 桌面版中，可在 QGIS 选项的“STFusion”页面（设置 - 选项）安装 SciPy。</translation>
    </message>
    <message>
      <source>Choose a true image, or give the scale ratio, so that predictions can be compared with the coarse image.</source>
      <translation>请选择真实影像，或给出尺度比，以便将预测影像与粗分辨率影像比较。</translation>
    </message>
    <message>
      <source>There is no prediction yet.</source>
      <translation>尚无预测影像。</translation>
    </message>
    <message>
      <source>It takes long to predict at full resolution. Zoom in, or measure the whole scene.</source>
      <translation>全分辨率预测耗时较长。请放大地图，或评价整个场景。</translation>
    </message>
    <message>
      <source>No pixel of the scene is valid in all images that are compared.</source>
      <translation>场景中没有在所有对比影像中都有效的像元。</translation>
    </message>
    <message>
      <source>No pixel in view is valid in all predictions and in the true image. Move to another place.</source>
      <translation>视图中没有在所有预测影像和真实影像中都有效的像元。请移动到别处。</translation>
    </message>
    <message>
      <source>No pixel in view could be predicted. Move to another place.</source>
      <translation>视图中没有可以预测的像元。请移动到别处。</translation>
    </message>
    <message>
      <source>The map does not show the images.</source>
      <translation>地图未显示这些影像。</translation>
    </message>
    <message>
      <source>The metrics could not be computed ({error}).</source>
      <translation>无法计算评价指标（{error}）。</translation>
    </message>
    <message>
      <source>Averaging {layer} for the resolution of the screen</source>
      <translation>正在按屏幕分辨率平均 {layer}</translation>
    </message>
    <message>
      <source>Taken {days} days apart from the fine image of the pair.</source>
      <translation>与该影像对的精细影像相隔 {days} 天拍摄。</translation>
    </message>
    <message>
      <source>Taken {days} days apart from the coarse image of the prediction date.</source>
      <translation>与预测日期的粗分辨率影像相隔 {days} 天拍摄。</translation>
    </message>
    <message>
      <source>Set it</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>The preview ended unexpectedly. It begins anew with the next change. {reason}</source>
      <translation>预览意外结束。下次更改时将重新开始。{reason}</translation>
    </message>
    <message>
      <source>{python} cannot be started ({reason}).</source>
      <translation>无法启动 {python}（{reason}）。</translation>
    </message>
    <message>
      <source>{work} was ended because memory ran out. Close other programs, or take smaller images or fewer of them. QGIS itself is not affected.</source>
      <translation>内存不足，{work}已结束。请关闭其他程序，或使用更小、更少的影像。QGIS 本身不受影响。</translation>
    </message>
    <message>
      <source>{work}: a library is missing or broken: {reason}</source>
      <translation>{work}：所需的库缺失或损坏：{reason}</translation>
    </message>
    <message>
      <source>{work} ended unexpectedly ({reason}). QGIS itself is not affected. {words}</source>
      <translation>{work}意外结束（{reason}）。QGIS 本身不受影响。{words}</translation>
    </message>
    <message>
      <source>The last it said:</source>
      <translation>最后的输出：</translation>
    </message>
    <message>
      <source>exit code {code}</source>
      <translation>退出代码 {code}</translation>
    </message>
    <message>
      <source>There is no program {path}. Give the file python or python.exe.</source>
      <translation>程序 {path} 不存在。请给出文件 python 或 python.exe。</translation>
    </message>
    <message>
      <source>The package {package} in {python} is broken ({reason}). Install it again.</source>
      <translation>{python} 中的包 {package} 已损坏（{reason}）。请重新安装。</translation>
    </message>
    <message>
      <source>{python} did not answer within {seconds:.0f} seconds.</source>
      <translation>{python} 在 {seconds:.0f} 秒内没有响应。</translation>
    </message>
    <message>
      <source>{python} does not work as Python ({reason}).</source>
      <translation>{python} 不能作为 Python 运行（{reason}）。</translation>
    </message>
    <message>
      <source>The Python of QGIS was not found as a program of its own: Python {version}, with the NumPy of QGIS, in {place} for example. Install Python {version} and start QGIS again.</source>
      <translation>没有找到可单独运行的 QGIS 的 Python：例如 {place} 中的、带有 QGIS 的 NumPy 的 Python {version}。请安装 Python {version} 并重新启动 QGIS。</translation>
    </message>
    <message>
      <source>Area</source>
      <translation>区域</translation>
    </message>
    <message>
      <source>Predict this part alone: every fine pixel that the extent touches, in whichever coordinate reference system it is given. The part is exactly that of the whole scene, whose statistics are used. Leave empty for the whole scene.</source>
      <translation>只预测这一部分：范围所触及的每个精细像元，范围可采用任意坐标参照系。由于使用整个场景的统计量，该部分与整个场景的结果完全相同。留空则预测整个场景。</translation>
    </message>
    <message>
      <source>Predict inside of these polygons alone: fine pixels whose centre lies in one of them, nodata elsewhere. Together with an extent, what both share.</source>
      <translation>只预测这些多边形之内：中心位于某个多边形内的精细像元，其余为无效像元。若同时给出范围，则为二者的共同部分。</translation>
    </message>
    <message>
      <source>The extent {value} cannot be read. Write it as left, right, bottom, top [EPSG:code].</source>
      <translation>无法读取范围 {value}。请写成：左, 右, 下, 上 [EPSG:代码]。</translation>
    </message>
    <message>
      <source>The area {value} cannot be opened as a layer of polygons.</source>
      <translation>无法将区域 {value} 作为多边形图层打开。</translation>
    </message>
    <message>
      <source>Benchmark</source>
      <translation>基准测试</translation>
    </message>
    <message>
      <source>Measures chosen methods on the folder of a data set by one fixed protocol.</source>
      <translation>按一套固定的规程，在一个数据集的文件夹上评价所选的方法。</translation>
    </message>
    <message>
      <source>Tables of papers cannot be compared: dates, bands, borders, masks and the definitions of the measures differ, and coarse images are real in one and simulated in another. Here all of this is fixed. Every date is held out, each method predicts it from the others with its default parameters, and all are measured on the very same pixels, whoever else takes part. The nearest fine image and the interpolation of fine images in time take part always: what is no better than these is no fusion.

The folder may hold a public data set as it is downloaded (CIA, LGC, AHB, Tianjin, Daxing, Wuhan, Shenzhen, the STARFM scenes), downloads of known products, or plain rasters whose names tell the date and which of them are coarse.

The outcome is a folder: benchmark.html to read, benchmark.csv with each measure of each method, date and band, pictures, and benchmark.json with all figures, versions, options and digests of the images and predictions. An earlier benchmark.json is compared with it, or it is said why it cannot be. To find the method for your own images in the time that you have, take 'Choose a method'.</source>
      <translation>论文中的表格无法相互比较：日期、波段、边缘、掩膜和评价指标的定义各不相同，粗分辨率影像有的是真实的，有的是模拟的。这里这一切都是固定的。每个日期都被留出，每种方法以默认参数由其余日期预测它，并且无论还有哪些方法参加，都在完全相同的像元上评价。最近的精细影像和精细影像按时间的内插总是参加：不比它们更好的，就算不上融合。

文件夹中可以是按原样下载的公开数据集（CIA、LGC、AHB、天津、大兴、武汉、深圳、STARFM 场景）、已知产品的下载文件，或者文件名中写明日期以及哪些是粗分辨率影像的普通栅格。

结果是一个文件夹：供阅读的 benchmark.html，包含每种方法、日期和波段的每项评价指标的 benchmark.csv，图片，以及包含所有数值、版本、选项以及影像和预测影像摘要的 benchmark.json。可与先前的 benchmark.json 比较，或说明为何无法比较。若要在有限的时间内为自己的影像选择方法，请使用“选择方法”。</translation>
    </message>
    <message>
      <source>data set</source>
      <translation>数据集</translation>
    </message>
    <message>
      <source>leave one out</source>
      <translation>留一法</translation>
    </message>
    <message>
      <source>Folder of the data set</source>
      <translation>数据集的文件夹</translation>
    </message>
    <message>
      <source>With the folders in it. Pairs are found by their dates, which may lie three days apart.</source>
      <translation>包括其中的文件夹。影像对按日期查找，日期最多可相差三天。</translation>
    </message>
    <message>
      <source>Left empty, all without networks; slow ones in small images only. Methods that can use two pairs take part with one and with two.</source>
      <translation>留空则为除网络外的所有方法；慢的方法只参加小影像的测试。能使用两个影像对的方法分别以一个和两个影像对参加。</translation>
    </message>
    <message>
      <source>Takes part, too. If it was trained at this place, hold out dates that it has not seen, and give the side of the test tiles with which it was trained.</source>
      <translation>同样参加。如果它是在该地点训练的，请留出它没有见过的日期，并给出训练时所用的测试分块边长。</translation>
    </message>
    <message>
      <source>{kind} files</source>
      <translation>{kind} 文件</translation>
    </message>
    <message>
      <source>Anything that tells one kind of land from another beside the images, as a raster or as polygons. Methods that take a guide take part with it, too. It must not be made of the dates that are held out, as it knows the truth then.</source>
      <translation>除影像外能区分不同地物的任何资料，可为栅格或多边形。能使用引导图层的方法也会带着它参加。它不得由留出日期的影像制成，否则它就知道真值。</translation>
    </message>
    <message>
      <source>Predict and measure this part alone. Left empty, the whole images.</source>
      <translation>只预测并评价这一部分。留空则为整幅影像。</translation>
    </message>
    <message>
      <source>Earlier benchmark</source>
      <translation>先前的基准测试</translation>
    </message>
    <message>
      <source>The benchmark.json of another run: the log and comparison.md say what has changed.</source>
      <translation>另一次运行的 benchmark.json：日志和 comparison.md 会说明有何变化。</translation>
    </message>
    <message>
      <source>Folder of the benchmark</source>
      <translation>基准测试的文件夹</translation>
    </message>
    <message>
      <source>Report, table, record and pictures.</source>
      <translation>报告、表格、记录和图片。</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>Table</source>
      <translation>表格</translation>
    </message>
    <message>
      <source>Record</source>
      <translation>记录</translation>
    </message>
    <message>
      <source>Error of the best method relative to the temporal difference</source>
      <translation>最佳方法相对于时间差分法的误差</translation>
    </message>
    <message>
      <source>Verdict</source>
      <translation>结论</translation>
    </message>
    <message>
      <source>Comparison</source>
      <translation>比较</translation>
    </message>
    <message>
      <source>GeoJSON, which ends with .geojson.</source>
      <translation>GeoJSON，以 .geojson 结尾。</translation>
    </message>
    <message>
      <source>Number of fine images</source>
      <translation>精细影像数量</translation>
    </message>
    <message>
      <source>Number of images</source>
      <translation>影像数量</translation>
    </message>
    <message>
      <source>Number of coarse images</source>
      <translation>粗分辨率影像数量</translation>
    </message>
    <message>
      <source>Number of files that cannot be used</source>
      <translation>无法使用的文件数量</translation>
    </message>
    <message>
      <source>The catalogue {path} must end with .geojson: it is GeoJSON that tools for STAC open, too.</source>
      <translation>目录 {path} 必须以 .geojson 结尾：它是 GeoJSON，STAC 工具也能打开。</translation>
    </message>
    <message>
      <source>{fine} fine and {coarse} coarse images; {unusable} files cannot be used</source>
      <translation>{fine} 景精细影像和 {coarse} 景粗分辨率影像；{unusable} 个文件无法使用</translation>
    </message>
    <message>
      <source>Catalogue</source>
      <translation>目录</translation>
    </message>
    <message>
      <source>{path} cannot be opened as a catalogue. It is the GeoJSON file that 'Catalogue images' and 'Prepare images' write.</source>
      <translation>无法将 {path} 作为目录打开。目录是“编制影像目录”和“批量制备影像”写出的 GeoJSON 文件。</translation>
    </message>
    <message>
      <source>The catalogue {path} holds no images.</source>
      <translation>目录 {path} 中没有影像。</translation>
    </message>
    <message>
      <source>Catalogue images</source>
      <translation>编制影像目录</translation>
    </message>
    <message>
      <source>Finds the satellite images in a folder: where and when they are, and how much of each is clear.</source>
      <translation>查找文件夹中的卫星影像：位置、日期以及每景的晴空比例。</translation>
    </message>
    <message>
      <source>Looks through a folder of downloads, as they are: folders, archives (.tar, .zip, .tar.gz) and single files (.hdf, .h5, .nc, .tif) of Landsat, Sentinel-2, HLS, MODIS, VIIRS and other products. Nothing is unpacked or copied that can be read in place. The public data sets of the field are known, too: CIA, LGC, AHB, Daxing, Tianjin, Wuhan, Shenzhen and the STARFM scenes.

The catalogue is a layer of footprints with date, role in a fusion (fine or coarse), product, platform, tile, clear share, and cloud share as the producer counts. It knows its dates: open QGIS' temporal controller to see what there is of each. It is GeoJSON that is an ItemCollection of STAC, too, with the bands of each image, their scales and offsets.

The same image from a folder and an archive, or processed twice, is listed once. What cannot be used, such as Level 1 or a half download, is named in the log with its reason, and in the catalogue.

Go on with 'Prepare images' and 'Choose pairs'.</source>
      <translation>查看一个下载文件夹中的原始下载：Landsat、Sentinel-2、HLS、MODIS、VIIRS 等产品的文件夹、压缩包（.tar、.zip、.tar.gz）和单个文件（.hdf、.h5、.nc、.tif）。能直接读取的都不解压、不复制。本领域的公开数据集也可识别：CIA、LGC、AHB、大兴、天津、武汉、深圳和 STARFM 场景。

目录是一个影像范围图层，含日期、在融合中的角色（精细或粗分辨率）、产品、卫星、分幅、晴空比例以及生产者统计的云量。图层知道自己的日期：打开 QGIS 的时间控制器即可查看每个日期有哪些影像。它是 GeoJSON，同时也是 STAC 的 ItemCollection，含每景影像的波段及其比例系数和偏移。

文件夹和压缩包中的同一影像，或处理过两次的影像，只列出一次。无法使用的（如 Level 1 或下载不完整的）连同原因写入日志和目录。

接下来使用“批量制备影像”和“选择影像对”。</translation>
    </message>
    <message>
      <source>footprints</source>
      <translation>影像范围</translation>
    </message>
    <message>
      <source>metadata</source>
      <translation>元数据</translation>
    </message>
    <message>
      <source>All folders in it are looked through, too.</source>
      <translation>其中的所有子文件夹也会查看。</translation>
    </message>
    <message>
      <source>Clear shares are of this part, and only images that show it are listed. Leave empty for the whole images.</source>
      <translation>晴空比例按此部分统计，且只列出覆盖它的影像。留空则按整景影像。</translation>
    </message>
    <message>
      <source>Likewise, inside of these polygons. Together with an extent, what both share.</source>
      <translation>同上，按这些多边形内部。与范围同时给出时，取两者的公共部分。</translation>
    </message>
    <message>
      <source>Choose a method</source>
      <translation>选择方法</translation>
    </message>
    <message>
      <source>Finds the method that predicts your own dates best.</source>
      <translation>找出对您自己的日期预测最好的方法。</translation>
    </message>
    <message>
      <source>No method is the best everywhere. Give the fine and coarse images of all dates that you have: each date is left out in turn and predicted from the others, as you would predict a date without a fine image, by every method that the time allows. Methods with one pair get the nearest date, those with two the nearest on both sides.

The report ranks the methods by their errors, with how sure the order is: methods that may be as good as the best one are called ties. It also tells how far and how different the dates are, and whether the nearest fine image, unchanged, would do.

Needs two dates, better four or more that lie as far apart as those between which you want to predict. Of large images a part is predicted. Of the networks those that come with the plugin take part, but not those that were trained on this place: they have seen the dates that are left out, and would win by that. 'Train network' holds a date out and compares its network on it.</source>
      <translation>没有一种方法处处最佳。请给出您所有日期的精细影像和粗分辨率影像：依次留出每个日期，像预测没有精细影像的日期那样，用时间允许的每种方法由其他日期预测它。使用一个影像对的方法得到最近的日期，使用两个影像对的方法得到两侧最近的日期。

报告按误差对方法排序，并说明排序有多可靠：可能与最佳方法同样好的方法称为并列。报告还说明各日期相隔多远、相差多大，以及最近的精细影像不加改变是否就足够。

需要两个日期，最好四个或更多，其间隔与您要预测的日期之间的间隔相近。大影像只预测其中一部分。插件自带的网络也参加，但不包括在此地训练过的网络：它们见过被留出的日期，会因此占便宜。“训练网络”会留出一个日期，并在其上比较它的网络。</translation>
    </message>
    <message>
      <source>recommendation</source>
      <translation>推荐</translation>
    </message>
    <message>
      <source>Fine images of several dates</source>
      <translation>多个日期的精细影像</translation>
    </message>
    <message>
      <source>Images with small pixels. Their dates are taken from the layers, the files' metadata or their names.</source>
      <translation>像元较小的影像。日期取自图层、文件的元数据或文件名。</translation>
    </message>
    <message>
      <source>Coarse images of the same dates</source>
      <translation>相同日期的粗分辨率影像</translation>
    </message>
    <message>
      <source>Images with large pixels. Each fine image needs the coarse image of its date; further coarse images are left out.</source>
      <translation>大像元的影像。每幅精细影像都需要其日期的粗分辨率影像；多余的粗分辨率影像不使用。</translation>
    </message>
    <message>
      <source>Time for all methods [minutes]</source>
      <translation>所有方法的时间 [分钟]</translation>
    </message>
    <message>
      <source>Quick and accurate methods come first; those that have no time left are named in the report.</source>
      <translation>快速而准确的方法先行；没有剩余时间的方法在报告中列出。</translation>
    </message>
    <message>
      <source>Anything that tells one kind of land from another beside the images, as a raster or as polygons. Methods that take a guide are tried with it and without; it is recommended where it is surely better. A guide that was made of the images that are left out here knows the truth, and promises too much.</source>
      <translation>除影像外能区分不同地物的任何资料，可为栅格或多边形。能使用引导图层的方法会在有和没有它时各试一次；确实更好时才推荐使用。由此处留出的影像制成的引导图层知道真值，因而承诺过多。</translation>
    </message>
    <message>
      <source>Choose the method for this part alone. Left empty, it is chosen for the whole images; of large ones for the middle, as far as it is valid.</source>
      <translation>只为这一部分选择方法。留空则针对整幅影像；对于大影像，则针对其中部的有效部分。</translation>
    </message>
    <message>
      <source>HTML files (*.html)</source>
      <translation>HTML 文件 (*.html)</translation>
    </message>
    <message>
      <source>Ranking, dates, pictures and error maps.</source>
      <translation>排名、日期、图片和误差图。</translation>
    </message>
    <message>
      <source>CSV files (*.csv)</source>
      <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
      <source>The errors of each method on each date.</source>
      <translation>每种方法在每个日期上的误差。</translation>
    </message>
    <message>
      <source>Pairs that it was given</source>
      <translation>使用的影像对数</translation>
    </message>
    <message>
      <source>Best with the guide</source>
      <translation>使用引导图层时最佳</translation>
    </message>
    <message>
      <source>Methods that may be as good</source>
      <translation>可能同样好的方法</translation>
    </message>
    <message>
      <source>Give the coarse images of the same dates.</source>
      <translation>请给出相同日期的粗分辨率影像。</translation>
    </message>
    <message>
      <source>{layer} is left out: there is no fine image of its date.</source>
      <translation>{layer} 未使用：没有该日期的精细影像。</translation>
    </message>
    <message>
      <source>With the images of one date there is nothing to leave out. {method} is the one to try: of all methods with one pair it was the best or nearly so on most real test images, as it finds out from the images themselves whom to trust.</source>
      <translation>只有一个日期的影像时，没有可以留出的日期。请尝试 {method}：在使用一个影像对的所有方法中，它在大多数真实测试影像上最佳或接近最佳，因为它由影像本身判断该信任谁。</translation>
    </message>
    <message>
      <source>Coarse image of the best pair</source>
      <translation>最佳影像对的粗分辨率影像</translation>
    </message>
    <message>
      <source>Fine image of the best pair</source>
      <translation>最佳影像对的精细影像</translation>
    </message>
    <message>
      <source>Fine image of the second pair</source>
      <translation>第二影像对的精细影像</translation>
    </message>
    <message>
      <source>Coarse image of the second pair</source>
      <translation>第二影像对的粗分辨率影像</translation>
    </message>
    <message>
      <source>Coarse image of its prediction date</source>
      <translation>其预测日期的粗分辨率影像</translation>
    </message>
    <message>
      <source>Choose pairs</source>
      <translation>选择影像对</translation>
    </message>
    <message>
      <source>Ranks the pairs of a catalogue for the dates that are to be predicted, with reasons.</source>
      <translation>为待预测的日期对目录中的影像对排序，并说明理由。</translation>
    </message>
    <message>
      <source>A pair is a fine image and a coarse one of the same date, or nearly so. What suits a date best is clear in both images, near in time, and has a coarse image like that of the date: land has changed little then. The table lists the pairs of each date, the best first, each with its score from 0 to 100 and the reasons in words.

The score is the share that is clear in both images, halved for every 32 days between pair and date, times the correlation of the two coarse images, less for days between the images of the pair and for other angles of view. Pairs of which less than 30 % is clear come last.

In a model, the images of the best pair go on to a method of fusion: FINE_1 and COARSE_1, FINE_2 and COARSE_2 of the best second pair on the same grid (from the other side of the date where there is one), and COARSE_PREDICTION. Of several dates they are those of the date with the best pair.

Take the catalogue of 'Prepare images': its images are ready for fusion.</source>
      <translation>影像对是日期相同或相近的一景精细影像和一景粗分辨率影像。最适合某个日期的影像对，两景影像都晴空、时间相近，且其粗分辨率影像与该日期的相似：说明地表变化小。表格列出每个日期的影像对，最好的在前，各有 0 到 100 的得分和文字理由。

得分为两景影像都晴空的比例，影像对与日期每相隔 32 天减半，再乘以两景粗分辨率影像的相关系数；影像对内两景相隔的天数和观测角度的差异也会降低得分。晴空不足 30 % 的影像对排在最后。

在模型中，最佳影像对的影像可直接传给融合方法：FINE_1 和 COARSE_1，同一格网上最佳的第二影像对 FINE_2 和 COARSE_2（若有，取日期另一侧的），以及 COARSE_PREDICTION。有多个日期时，取影像对最好的那个日期。

请使用“批量制备影像”的目录：其中的影像可直接用于融合。</translation>
    </message>
    <message>
      <source>dates</source>
      <translation>日期</translation>
    </message>
    <message>
      <source>ranking</source>
      <translation>排序</translation>
    </message>
    <message>
      <source>reference pairs</source>
      <translation>参考影像对</translation>
    </message>
    <message>
      <source>With fine and coarse images; best that of 'Prepare images'.</source>
      <translation>含精细影像和粗分辨率影像；最好是“批量制备影像”的目录。</translation>
    </message>
    <message>
      <source>Dates to predict</source>
      <translation>待预测的日期</translation>
    </message>
    <message>
      <source>Such as 2023-03-22, 2023-04-07. Leave empty for all dates of coarse images without a fine image that is clear enough.</source>
      <translation>例如 2023-03-22, 2023-04-07。留空则为所有有粗分辨率影像而没有足够晴空的精细影像的日期。</translation>
    </message>
    <message>
      <source>Or every so many days</source>
      <translation>或每隔若干天</translation>
    </message>
    <message>
      <source>From the first coarse image to the last; of each such date the nearest coarse image is predicted.</source>
      <translation>从第一景粗分辨率影像到最后一景；每个日期预测最近的粗分辨率影像。</translation>
    </message>
    <message>
      <source>Pairs of each date</source>
      <translation>每个日期的影像对</translation>
    </message>
    <message>
      <source>How many are listed, the best first.</source>
      <translation>列出多少个，最好的在前。</translation>
    </message>
    <message>
      <source>Clear enough [%]</source>
      <translation>足够晴空 [%]</translation>
    </message>
    <message>
      <source>From which clear share of a fine image on its date is not predicted.</source>
      <translation>精细影像的晴空比例达到此值时，其日期不再预测。</translation>
    </message>
    <message>
      <source>One row for each pair of each date.</source>
      <translation>每个日期的每个影像对一行。</translation>
    </message>
    <message>
      <source>Table of pairs</source>
      <translation>影像对表</translation>
    </message>
    <message>
      <source>Number of dates with a pair</source>
      <translation>有影像对的日期数量</translation>
    </message>
    <message>
      <source>Number of pairs listed</source>
      <translation>列出的影像对数量</translation>
    </message>
    <message>
      <source>Score of the best pair</source>
      <translation>最佳影像对的得分</translation>
    </message>
    <message>
      <source>Prediction date of the best pair</source>
      <translation>最佳影像对的预测日期</translation>
    </message>
    <message>
      <source>Why the best pair suits</source>
      <translation>最佳影像对为何合适</translation>
    </message>
    <message>
      <source>There is no pair for any of the dates.</source>
      <translation>任何日期都没有影像对。</translation>
    </message>
    <message>
      <source>The images of the catalogue are downloads, which no method of fusion can open. Call 'Prepare images', and take its catalogue.</source>
      <translation>目录中的影像是原始下载，融合方法无法打开。请调用“批量制备影像”，并使用其目录。</translation>
    </message>
    <message>
      <source>Give either dates or a number of days between them.</source>
      <translation>请给出日期，或给出间隔天数，二者选一。</translation>
    </message>
    <message>
      <source>There is a fine image that is clear enough on every date of a coarse one. Give the dates to predict all the same.</source>
      <translation>每个有粗分辨率影像的日期都有足够晴空的精细影像。若仍要预测，请给出日期。</translation>
    </message>
    <message>
      <source>The table of pairs cannot be written ({reason}).</source>
      <translation>无法写入影像对表格（{reason}）。</translation>
    </message>
    <message>
      <source>{text} is no date. Write it as 2023-03-22.</source>
      <translation>{text} 不是日期。请写成 2023-03-22 的形式。</translation>
    </message>
    <message>
      <source>Compare methods</source>
      <translation>比较方法</translation>
    </message>
    <message>
      <source>Ranks several predictions of the same image by all quality metrics.</source>
      <translation>用全部质量评价指标对同一影像的多个预测排名。</translation>
    </message>
    <message>
      <source>Assesses several predictions of the same date against the true image, as the algorithm Image quality does, and ranks them by each metric.

The report shows the table with ranks, the metrics of each band, pictures, error maps on a common scale and scatter plots. Pixels that one prediction lacks are left out for that prediction only: compare predictions that cover the same area.</source>
      <translation>与“影像质量评价”算法一样，把同一日期的多幅预测影像与真实影像比较，并按每个指标排名。

报告包含带排名的表格、各波段的指标、图片、统一色标的误差图和散点图。某幅预测影像缺失的像元只对该影像不参与评价，因此请比较覆盖同一区域的预测影像。</translation>
    </message>
    <message>
      <source>Predicted images</source>
      <translation>预测影像</translation>
    </message>
    <message>
      <source>Predictions of the same date by different methods. The names of the layers are those in the report.</source>
      <translation>不同方法对同一日期的预测影像。报告中使用图层名称。</translation>
    </message>
    <message>
      <source>Best prediction</source>
      <translation>最佳预测</translation>
    </message>
    <message>
      <source>Mean rank of the best</source>
      <translation>最佳预测的平均排名</translation>
    </message>
    <message>
      <source>{name}: mean rank {rank:.2f}</source>
      <translation>{name}：平均排名 {rank:.2f}</translation>
    </message>
    <message>
      <source>Masks of the fine images</source>
      <translation>精细影像的掩膜</translation>
    </message>
    <message>
      <source>Pixels that are 0 or nodata in the first band of a mask are left out, such as clouds and their shadows. Masks find their images by their dates, too.</source>
      <translation>掩膜第一个波段中为 0 或无数据的像元不使用，例如云及其阴影。掩膜也按日期与影像配对。</translation>
    </message>
    <message>
      <source>Likewise.</source>
      <translation>同上。</translation>
    </message>
    <message>
      <source>Masks of the coarse images</source>
      <translation>粗分辨率影像的掩膜</translation>
    </message>
    <message>
      <source>Days between the images of a pair</source>
      <translation>影像对之间的天数</translation>
    </message>
    <message>
      <source>By how many days a coarse image may differ from its fine image, if there is none of the very same day.</source>
      <translation>没有同一天的粗分辨率影像时，它与精细影像的日期最多可以相差几天。</translation>
    </message>
    <message>
      <source>Reflectance, by the means and deviations below</source>
      <translation>反射率，按下面的均值和标准差</translation>
    </message>
    <message>
      <source>Each image by its own mean and deviation</source>
      <translation>每景影像按其自身的均值和标准差</translation>
    </message>
    <message>
      <source>Describe encoder</source>
      <translation>描述编码器</translation>
    </message>
    <message>
      <source>Makes an ONNX encoder run in 'Image features': writes into its file which bands it takes, and finds out how its features lie.</source>
      <translation>使 ONNX 编码器能在“影像特征”中运行：将其所用波段写入文件，并得出其特征的排列方式。</translation>
    </message>
    <message>
      <source>An encoder turns an image into features: hundreds of numbers that tell what is there. Large models of remote sensing, such as DINOv3, Prithvi, Clay and TerraMind, are encoders, and so is the first part of any network that classifies images. As a file in the ONNX format it does not say which bands it takes. Say it here, and a copy of the file is written that 'Image features' takes.

Its input has to be one tensor of images, bands, rows, columns in float32; its output maps of features, or tokens, as transformers give them. It is run once, on noise, to find out which, and for how many pixels there is one vector of features. The documentation tells how to export such models.</source>
      <translation>编码器把影像变成特征：数百个说明地物内容的数字。DINOv3、Prithvi、Clay、TerraMind 等遥感大模型都是编码器，任何影像分类网络的前半部分也是。ONNX 格式的文件不说明需要哪些波段。在此说明后，会写出一份“影像特征”可用的文件副本。

其输入必须是一个 float32 张量：影像、波段、行、列；输出为特征图，或变换器（Transformer）给出的标记。程序用噪声运行一次，以得出是哪一种，以及多少个像元对应一个特征向量。文档说明如何导出此类模型。</translation>
    </message>
    <message>
      <source>contract</source>
      <translation>契约</translation>
    </message>
    <message>
      <source>embedding</source>
      <translation>嵌入特征</translation>
    </message>
    <message>
      <source>encoder</source>
      <translation>编码器</translation>
    </message>
    <message>
      <source>Bands, such as: {example}</source>
      <translation>波段，例如：{example}</translation>
    </message>
    <message>
      <source>Common names of the bands, in the order of the channels of its input: {names}. A name may come several times.</source>
      <translation>各波段的通用名称，按其输入通道的顺序：{names}。同一名称可以出现多次。</translation>
    </message>
    <message>
      <source>What it was trained on</source>
      <translation>训练所用的数值</translation>
    </message>
    <message>
      <source>How the numbers of images become those that it gets.</source>
      <translation>影像的数字如何变成它所接收的数字。</translation>
    </message>
    <message>
      <source>Its name. Empty where the network has one output only.</source>
      <translation>其名称。网络只有一个输出时可留空。</translation>
    </message>
    <message>
      <source>Output with the features</source>
      <translation>特征输出</translation>
    </message>
    <message>
      <source>Side of what it gets at a time, in pixels. 0 for that of the file, or 224.</source>
      <translation>每次输入的边长（像元）。0 表示按文件所示，或 224。</translation>
    </message>
    <message>
      <source>Mean and standard deviation of the scene</source>
      <translation>场景的均值和标准差</translation>
    </message>
    <message>
      <source>From a fixed range of values</source>
      <translation>由固定的值域</translation>
    </message>
    <message>
      <source>From 0.1 to 99.9 % of the scene's values</source>
      <translation>由场景值的 0.1 至 99.9 %</translation>
    </message>
    <message>
      <source>No</source>
      <translation>否</translation>
    </message>
    <message>
      <source>Yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>Such as EDCSTFN.</source>
      <translation>例如 EDCSTFN。</translation>
    </message>
    <message>
      <source>Dates of the training data</source>
      <translation>训练数据的日期</translation>
    </message>
    <message>
      <source>From when to when.</source>
      <translation>起止日期。</translation>
    </message>
    <message>
      <source>What was measured, and on which images.</source>
      <translation>测得的结果以及所用的影像。</translation>
    </message>
    <message>
      <source>Describe network</source>
      <translation>描述网络</translation>
    </message>
    <message>
      <source>Makes an ONNX network from elsewhere run here: writes into its file what its inputs are.</source>
      <translation>使来自别处的 ONNX 网络能在此运行：把其输入是什么写入文件。</translation>
    </message>
    <message>
      <source>A fusion network is a file in the ONNX format, to which PyTorch, TensorFlow and others export. Such a file does not say which images its inputs are and how they are scaled. Say it here, and a copy of the file is written with which 'Network fusion' can run.

Inputs are written as their name, = and the images, in the order of the channels, such as: x = fine_1, coarse_1, coarse_prediction - coarse_1. Several inputs are separated by semicolons. Coarse images come interpolated to fine pixels; with @ coarse behind the images they come as they are: y = coarse_prediction @ coarse. The name can be left out where there is one input only. valid fine_1 is the mask of an image, 1 where it is valid. An input that is guide gets the bands of a guide.

Networks that predict in several steps, as diffusion does, have further inputs: noise, random numbers that are always the same; state, what the step before gave, noise in the first one; time, which falls from 1 by one part in each step: x = fine_1, coarse_1; y = state; t = time.

What is left empty is taken from an earlier description in the file. How far the network sees, and of what its tiles must be multiples, is found by running it on noise. The log shows all.

With everything left empty it only shows what the file contains.</source>
      <translation>融合网络是 ONNX 格式的文件，PyTorch、TensorFlow 等均可导出。这种文件没有说明其输入是哪些影像、如何缩放。在此说明后，将写出一份副本，“网络融合”即可运行它。

输入写成：名称、= 和按通道顺序排列的影像，例如 x = fine_1, coarse_1, coarse_prediction - coarse_1。多个输入以分号分隔。粗分辨率影像默认插值到精细像元；在影像后写 @ coarse 则保持原样：y = coarse_prediction @ coarse。只有一个输入时可省略名称。valid fine_1 是影像的掩膜，有效处为 1。写作 guide 的输入得到引导图层的各波段。

分多步预测的网络（例如扩散网络）还有其他输入：noise，总是相同的随机数；state，上一步的结果，第一步为噪声；time，从 1 开始，每步减少一份：x = fine_1, coarse_1; y = state; t = time。

留空的内容取自文件中已有的描述。网络看得多远、分块必须是多少的倍数，通过在噪声上运行得出。日志会显示全部内容。

全部留空时只显示文件的内容。</translation>
    </message>
    <message>
      <source>deep learning</source>
      <translation>深度学习</translation>
    </message>
    <message>
      <source>neural network</source>
      <translation>神经网络</translation>
    </message>
    <message>
      <source>Inputs, such as: {example}</source>
      <translation>输入，例如：{example}</translation>
    </message>
    <message>
      <source>What each input of the network gets, in the order of its channels. The images are {roles}, differences of two, and masks; or guide, noise, state, time.</source>
      <translation>网络的每个输入得到什么，按通道顺序。影像有 {roles}，还可以是两者之差和掩膜；或 guide、noise、state、time。</translation>
    </message>
    <message>
      <source>Output with the prediction</source>
      <translation>预测影像的输出</translation>
    </message>
    <message>
      <source>Added to the output, such as: {example}</source>
      <translation>加到输出上，例如：{example}</translation>
    </message>
    <message>
      <source>Images and differences with + between, for a network that predicts what lacks to them.</source>
      <translation>影像和差值，以 + 连接，用于预测其不足部分的网络。</translation>
    </message>
    <message>
      <source>Name of a second output that is the standard deviation of the prediction, if there is one.</source>
      <translation>第二个输出的名称，即预测的标准差（如果有）。</translation>
    </message>
    <message>
      <source>Output with the uncertainty</source>
      <translation>不确定性的输出</translation>
    </message>
    <message>
      <source>How many bands each image has. 0 for a network that sees one band at a time and is run for each. Empty to find it from the channels of the output.</source>
      <translation>每幅影像有多少个波段。0 表示网络一次只看一个波段，并对每个波段运行。留空则由输出的通道数得出。</translation>
    </message>
    <message>
      <source>Scaling of the images</source>
      <translation>影像的缩放</translation>
    </message>
    <message>
      <source>What values the network was trained on. Empty for mean and standard deviation.</source>
      <translation>网络训练时所用的值。留空表示均值和标准差。</translation>
    </message>
    <message>
      <source>Range of the images</source>
      <translation>影像的值域</translation>
    </message>
    <message>
      <source>For a fixed range: the values that become the ends of the network's range, such as 0 and 10000.</source>
      <translation>用于固定值域：对应网络值域两端的值，例如 0 和 10000。</translation>
    </message>
    <message>
      <source>Range of the network</source>
      <translation>网络的值域</translation>
    </message>
    <message>
      <source>The values that the network was trained on, such as 0 to 1 or -1 to 1.</source>
      <translation>网络训练时所用的值，例如 0 至 1 或 -1 至 1。</translation>
    </message>
    <message>
      <source>How often the network runs for a prediction, each time on what it gave before. Needs an input that is state.</source>
      <translation>一次预测中网络运行多少次，每次以上一次的结果为输入。需要一个为 state 的输入。</translation>
    </message>
    <message>
      <source>Scale ratios</source>
      <translation>尺度比</translation>
    </message>
    <message>
      <source>The least and the largest ratio of coarse to fine pixels that it was trained on. Empty for any; needed with inputs on the coarse grid.</source>
      <translation>训练所用的粗像元与精细像元的最小和最大尺度比。留空表示任意；输入取粗格网时必须给出。</translation>
    </message>
    <message>
      <source>It normalises by statistics of the tile</source>
      <translation>按分块的统计量归一化</translation>
    </message>
    <message>
      <source>As instance normalisation, switchable normalisation and attention do: such tiles are made to overlap, and are blended. Empty to find it by trying.</source>
      <translation>如实例归一化、可切换归一化和注意力机制：这类分块会相互重叠并混合。留空则通过尝试得出。</translation>
    </message>
    <message>
      <source>Give the file of the described network: where the copy shall go.</source>
      <translation>请给出已描述网络的文件：副本写到哪里。</translation>
    </message>
    <message>
      <source>Any numbers, the largest wins (logits)</source>
      <translation>任意数值，最大者为所属类别 (logits)</translation>
    </message>
    <message>
      <source>Probabilities from 0 to 1</source>
      <translation>0 到 1 的概率</translation>
    </message>
    <message>
      <source>Any</source>
      <translation>任意</translation>
    </message>
    <message>
      <source>Describe segmentation network</source>
      <translation>描述分割网络</translation>
    </message>
    <message>
      <source>Makes an ONNX network that finds clouds run in 'Mask clouds': writes into its file which bands it takes and which classes it gives.</source>
      <translation>让查找云的 ONNX 网络能在“云掩膜”中运行：把它使用哪些波段、给出哪些类别写入其文件。</translation>
    </message>
    <message>
      <source>A network that tells clouds, shadows or snow from clear land is a file in the ONNX format, which does not say which bands it takes and what its classes mean. Say it here, and a copy of the file is written that 'Mask clouds' takes as a network of your own.

Its input has to be one tensor of images, bands, rows, columns, and its output one of images, classes, rows, columns, both in float32. It is run once, on noise.</source>
      <translation>区分云、阴影或雪与晴空地表的网络是 ONNX 格式的文件，它并不说明自己使用哪些波段、各类别是什么意思。请在此说明，随后会写出一个副本，可在“云掩膜”中作为您自己的网络使用。

其输入必须是一个张量：影像、波段、行、列；输出也是一个：影像、类别、行、列；两者均为 float32。它会在噪声上运行一次。</translation>
    </message>
    <message>
      <source>cloud mask</source>
      <translation>云掩膜</translation>
    </message>
    <message>
      <source>segmentation</source>
      <translation>分割</translation>
    </message>
    <message>
      <source>Common names of the bands, in the order of the channels of its input: {names}.</source>
      <translation>各波段的通用名称，按其输入通道的顺序：{names}。</translation>
    </message>
    <message>
      <source>Classes, such as: {example}</source>
      <translation>类别，例如：{example}</translation>
    </message>
    <message>
      <source>What each channel of its output stands for: {names}. A name may come several times. For a network with one channel, the probability of cloud: clear, cloud.</source>
      <translation>其输出的每个通道代表什么：{names}。同一名称可以出现多次。对只有一个通道（云的概率）的网络：clear, cloud。</translation>
    </message>
    <message>
      <source>For each class and pixel.</source>
      <translation>对每个类别和像元。</translation>
    </message>
    <message>
      <source>What it gives</source>
      <translation>输出的内容</translation>
    </message>
    <message>
      <source>Which it was trained on, for people.</source>
      <translation>训练所用的反射率，供使用者参考。</translation>
    </message>
    <message>
      <source>Pixel size in metres</source>
      <translation>像元大小（米）</translation>
    </message>
    <message>
      <source>That it was made for: images with smaller pixels are averaged. Empty for any.</source>
      <translation>它所适用的大小：像元更小的影像会被平均。留空则任意。</translation>
    </message>
    <message>
      <source>Output with the classes</source>
      <translation>类别所在的输出</translation>
    </message>
    <message>
      <source>Side of what it gets at a time, in pixels. 0 for that of the file, or 256.</source>
      <translation>每次输入的边长（像元）。0 表示采用文件中的大小，或 256。</translation>
    </message>
    <message>
      <source>downscaling</source>
      <translation>降尺度</translation>
    </message>
    <message>
      <source>image fusion</source>
      <translation>影像融合</translation>
    </message>
    <message>
      <source>spatiotemporal fusion</source>
      <translation>时空融合</translation>
    </message>
    <message>
      <source>Coarse image, pair {number}</source>
      <translation>粗分辨率影像（影像对 {number}）</translation>
    </message>
    <message>
      <source>Fine image, pair {number}</source>
      <translation>精细影像（影像对 {number}）</translation>
    </message>
    <message>
      <source>Gives the output its grid and its data type, and its details to methods that take a guide.</source>
      <translation>给出输出的格网和数据类型，并为需要引导影像的方法提供细节。</translation>
    </message>
    <message>
      <source>Coarse image, prediction date</source>
      <translation>粗分辨率影像（预测日期）</translation>
    </message>
    <message>
      <source>Mask of: {image}</source>
      <translation>掩膜：{image}</translation>
    </message>
    <message>
      <source>Pixels that are 0 or nodata in the first band of the mask are left out, such as clouds and their shadows. Any grid.</source>
      <translation>掩膜第一波段中值为 0 或无数据的像元不参与计算，例如云和云影。格网不限。</translation>
    </message>
    <message>
      <source>Date of pair {number}</source>
      <translation>影像对 {number} 的日期</translation>
    </message>
    <message>
      <source>Leave empty to take the date from the layer, the file's metadata or its name.</source>
      <translation>留空时，从图层、文件元数据或文件名中获取日期。</translation>
    </message>
    <message>
      <source>Coarse images of the days around</source>
      <translation>前后各天的粗分辨率影像</translation>
    </message>
    <message>
      <source>Only to steady the coarse images by; they are not predicted. Those of the pairs and of the prediction dates count in any case.</source>
      <translation>仅用于稳定粗分辨率影像，不对其进行预测。影像对和预测日期的粗分辨率影像总是计入。</translation>
    </message>
    <message>
      <source>Data type of the output</source>
      <translation>输出的数据类型</translation>
    </message>
    <message>
      <source>Integers are rounded; float32 keeps the fractions and has NaN as nodata.</source>
      <translation>整型会四舍五入；Float32 保留小数，并以 NaN 为无数据值。</translation>
    </message>
    <message>
      <source>Build overviews</source>
      <translation>建立金字塔</translation>
    </message>
    <message>
      <source>Smaller copies inside of the output, with which large images are drawn faster.</source>
      <translation>输出文件内的缩小副本，可加快大影像的显示。</translation>
    </message>
    <message>
      <source>Threads (0: as in the options of QGIS)</source>
      <translation>线程数（0：按 QGIS 选项中的设置）</translation>
    </message>
    <message>
      <source>How many blocks are computed at a time. The result does not depend on it.</source>
      <translation>同时计算的分块数。不影响结果。</translation>
    </message>
    <message>
      <source>Address of a scheduler such as tcp://10.0.0.1:8786, whose workers compute the prediction in tiles: let its name end with .vrt then. They have to see the images and the output by the same paths.</source>
      <translation>调度器的地址，例如 tcp://10.0.0.1:8786，由其工作进程分块计算预测影像：此时请让输出名称以 .vrt 结尾。它们须能以相同的路径访问影像和输出。</translation>
    </message>
    <message>
      <source>Dask scheduler (empty: this computer)</source>
      <translation>Dask 调度器（留空：本机）</translation>
    </message>
    <message>
      <source>Coarse images of further prediction dates</source>
      <translation>其他预测日期的粗分辨率影像</translation>
    </message>
    <message>
      <source>Each is predicted as well, into the folder of the series. What all dates share is computed once.</source>
      <translation>每幅都会预测，并写入序列文件夹。各日期共用的部分只计算一次。</translation>
    </message>
    <message>
      <source>A GeoTIFF on the grid of the fine image.</source>
      <translation>与精细影像格网相同的 GeoTIFF。</translation>
    </message>
    <message>
      <source>Predicted fine image</source>
      <translation>预测的精细影像</translation>
    </message>
    <message>
      <source>An image of the prediction's standard deviation, in the unit of the image.</source>
      <translation>预测的标准差影像，单位与影像相同。</translation>
    </message>
    <message>
      <source>Uncertainty of the prediction</source>
      <translation>预测的不确定性</translation>
    </message>
    <message>
      <source>Folder of the series</source>
      <translation>序列文件夹</translation>
    </message>
    <message>
      <source>Where the predictions of further dates go.</source>
      <translation>存放其他日期预测影像的文件夹。</translation>
    </message>
    <message>
      <source>Predicted pixels (percent)</source>
      <translation>得到预测值的像元（百分比）</translation>
    </message>
    <message>
      <source>An uncertainty can be written for a single prediction date only. Leave it out, or predict the dates one by one.</source>
      <translation>只有预测单个日期时才能写出不确定性。请不要输出不确定性，或逐个日期预测。</translation>
    </message>
    <message>
      <source>On a cluster the dates are predicted one by one.</source>
      <translation>在集群上，各日期须逐一预测。</translation>
    </message>
    <message>
      <source>Not used with these parameters: {layers}</source>
      <translation>在这些参数下未使用：{layers}</translation>
    </message>
    <message>
      <source>Give the folder of the series: where the predictions of the further dates shall go.</source>
      <translation>请给出序列文件夹，用于存放其他日期的预测影像。</translation>
    </message>
    <message>
      <source>Predicted by {method} for {date}</source>
      <translation>用 {method} 预测，日期 {date}</translation>
    </message>
    <message>
      <source>{layer} is filtered or not read from a file. Export it as a GeoPackage first.</source>
      <translation>{layer} 设有过滤条件，或不是从文件读取的。请先将其导出为 GeoPackage。</translation>
    </message>
    <message>
      <source>{layer} cannot be read as polygons. Export it as a GeoPackage first.</source>
      <translation>{layer} 无法作为多边形读取。请先将其导出为 GeoPackage。</translation>
    </message>
    <message>
      <source>The guide {value} can be opened neither as an image nor as polygons. Check that the file exists and is complete.</source>
      <translation>引导图层 {value} 既不能作为影像，也不能作为多边形打开。请检查文件是否存在且完整。</translation>
    </message>
    <message>
      <source>Image features</source>
      <translation>影像特征</translation>
    </message>
    <message>
      <source>Turns an image into features of a large model, which guide fusion: by any ONNX encoder.</source>
      <translation>用任意 ONNX 编码器将影像变成大模型的特征，用以引导融合。</translation>
    </message>
    <message>
      <source>Runs an encoder over the image, in tiles that overlap, and writes the principal components of its features, in float16. The result is a guide for the methods that take one: they tell kinds of land apart by it, as far as a test on the scene proves that it helps.

One pixel of the output stands for the pixels of the image for which the encoder gives one vector, such as 16 x 16; methods interpolate. The components are stored in the file: give it as 'Components of' to bring features of another date or place into the same ones.

Most of what features tell of fine images is told by the plain means of surroundings, too: try this option of the methods first. Needs the Python package onnxruntime (Settings - Options - STFusion).</source>
      <translation>以相互重叠的分块在影像上运行编码器，并以 float16 写出其特征的主成分。结果可作为引导图层，供使用引导图层的方法区分地物，其作用大小由场景上的检验决定。

输出的一个像元对应编码器给出一个向量的那些影像像元，例如 16 x 16；各方法会作插值。主成分保存在文件中：将该文件作为“沿用其主成分”的影像，可把其他日期或地点的特征变换到相同的主成分。

特征能从精细影像中说明的，周围均值大多也能说明：请先试用各方法的这一选项。需要 Python 包 onnxruntime（设置 - 选项 - STFusion）。</translation>
    </message>
    <message>
      <source>features</source>
      <translation>特征</translation>
    </message>
    <message>
      <source>With the bands that the encoder takes; mostly the fine image of a pair.</source>
      <translation>含有编码器所需的波段；通常是参考影像对的精细影像。</translation>
    </message>
    <message>
      <source>An image of features of another date or place, by the same encoder, whose components are used. Empty to find those of this image.</source>
      <translation>由同一编码器得到的另一日期或地点的特征影像，沿用其主成分。留空则求本影像的主成分。</translation>
    </message>
    <message>
      <source>Components of</source>
      <translation>沿用其主成分</translation>
    </message>
    <message>
      <source>A GeoTIFF of the components.</source>
      <translation>由主成分构成的 GeoTIFF。</translation>
    </message>
    <message>
      <source>Features</source>
      <translation>特征</translation>
    </message>
    <message>
      <source>Variance of the features that the components have (percent)</source>
      <translation>主成分占特征方差的比例（百分比）</translation>
    </message>
    <message>
      <source>Choose the encoder.</source>
      <translation>请选择编码器。</translation>
    </message>
    <message>
      <source>Choose the image.</source>
      <translation>请选择影像。</translation>
    </message>
    <message>
      <source>Features of {image}</source>
      <translation>{image} 的特征</translation>
    </message>
    <message>
      <source>Image quality</source>
      <translation>影像质量评价</translation>
    </message>
    <message>
      <source>Measures how good a predicted image is, with or without a reference.</source>
      <translation>评价预测影像的质量，有无真实影像均可。</translation>
    </message>
    <message>
      <source>Compares a predicted fine image with the true image of the same date: errors of single pixels (RMSE, MAE, bias, R², correlation, PSNR), structure (SSIM, UIQI), spectra (SAM, ERGAS, RASE, Q4, Q2n), and edges and texture (the all-round assessment of Zhu et al. 2022).

Without a true image, the coarse image of the same date tells whether the prediction agrees with it, and a fine image of another date how much detail the prediction has kept.

Each metric is a number output, so that a model can use it; the value is the mean of the bands, and the report and the table hold those of each band.</source>
      <translation>把预测的精细影像与同一日期的真实影像比较：逐像元误差（RMSE、MAE、偏差、R²、相关系数、PSNR）、结构（SSIM、UIQI）、光谱（SAM、ERGAS、RASE、Q4、Q2n），以及边缘和纹理（Zhu 等 2022 年提出的全方位评价）。

没有真实影像时，可用同一日期的粗分辨率影像检验预测是否与之一致，用另一日期的精细影像检验预测保留了多少细节。

每个指标都是数值输出，可供模型使用；其值为各波段的平均，各波段的值见报告和表格。</translation>
    </message>
    <message>
      <source>Predicted image</source>
      <translation>预测影像</translation>
    </message>
    <message>
      <source>The fine image to assess.</source>
      <translation>待评价的精细影像。</translation>
    </message>
    <message>
      <source>{label}: {value} cannot be opened as a raster{reason}. Check that the file exists and is complete; if it is a container of several images, choose one of them.</source>
      <translation>{label}：无法将 {value} 作为栅格打开{reason}。请检查文件是否存在且完整；如果它是包含多幅影像的容器文件，请选择其中一幅。</translation>
    </message>
    <message>
      <source> (it is the pointer of a file in Git LFS: fetch the file itself)</source>
      <translation>（它是 Git LFS 中某个文件的指针：请获取文件本身）</translation>
    </message>
    <message>
      <source> (it is a web page, perhaps one that asks for a password)</source>
      <translation>（它是一个网页，可能在要求输入密码）</translation>
    </message>
    <message>
      <source> (it is empty)</source>
      <translation>（它是空的）</translation>
    </message>
    <message>
      <source>{layer} is not read from a file (its provider is {provider}). Export it as a GeoTIFF first.</source>
      <translation>{layer} 不是从文件读取的（其数据提供者为 {provider}）。请先将其导出为 GeoTIFF。</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>剔除</translation>
    </message>
    <message>
      <source>What the mask leaves out. Leave empty for what is usual for the product, as a rule {usual}. Pixels with nothing recorded are left out in any case: choose them alone to leave out nothing else.</source>
      <translation>掩膜剔除的内容。留空则按该产品的惯例，一般为{usual}。无记录的像元总会被剔除：若只选择该项，则不剔除其他内容。</translation>
    </message>
    <message>
      <source>Clear pixels (percent)</source>
      <translation>晴空像元（%）</translation>
    </message>
    <message>
      <source>Cloud (percent)</source>
      <translation>云（%）</translation>
    </message>
    <message>
      <source>Shadow (percent)</source>
      <translation>阴影（%）</translation>
    </message>
    <message>
      <source>Mask clouds</source>
      <translation>云掩膜</translation>
    </message>
    <message>
      <source>Finds clouds and their shadows with a neural network, where a product brings no mask.</source>
      <translation>在产品没有自带掩膜时，用神经网络查找云及其阴影。</translation>
    </message>
    <message>
      <source>Makes the mask that every method takes: 1 where a pixel may be used, 0 under clouds and their shadows and where there are no data. Masks that a product brings along (QA_PIXEL, SCL, Fmask) know more, such as the height of the sun; this is for images that bring none, or a bad one.

The networks of the package ukis-csmask (German Aerospace Center, Apache-2.0) were trained on Landsat 8 and Sentinel-2 around the world and are used on Landsat 5 to 9 as well. They need reflectance in blue, green, red and near infrared, and are better with both short-wave infrared bands. An image with pixels smaller than 30 m is averaged to about 30 m for them. They know clouds by their texture, and were made for images of a few kilometres and more; snow, bright roofs and dark water can mislead them, so look at the mask.

Any other network that tells such classes apart runs here, too, once 'Describe segmentation network' has written into its file what it takes and gives.

On two cores a whole Landsat scene takes one to two minutes and 0.7 GB; with a graphics card it is faster. Needs the Python packages onnxruntime and ukis-csmask (Settings - Options - STFusion).</source>
      <translation>生成所有方法都使用的掩膜：1 表示像元可用，0 表示云及其阴影覆盖或没有数据。产品自带的掩膜（QA_PIXEL、SCL、Fmask）知道得更多，例如太阳高度；此工具用于没有掩膜或掩膜不好的影像。

ukis-csmask 包的网络（德国航空航天中心，Apache-2.0）用全球的 Landsat 8 和 Sentinel-2 影像训练，也用于 Landsat 5 至 9。它们需要蓝、绿、红和近红外的反射率，若有两个短波红外波段则更好。像元小于 30 m 的影像会为其平均到约 30 m。它们靠纹理识别云，适用于几公里以上的影像；雪、明亮的屋顶和暗色水体可能造成误判，因此请查看掩膜。

任何其他能区分这些类别的网络，只要用“描述分割网络”把其输入和输出写入文件，也可在此运行。

在双核上，一整景 Landsat 需要一到两分钟和 0.7 GB 内存；有显卡时更快。需要 Python 包 onnxruntime 和 ukis-csmask（设置 - 选项 - STFusion）。</translation>
    </message>
    <message>
      <source>cloud shadow</source>
      <translation>云影</translation>
    </message>
    <message>
      <source>Reflectance in at least four bands, of one date, in any usual unit.</source>
      <translation>同一日期、至少四个波段的反射率，单位不限于一种。</translation>
    </message>
    <message>
      <source>What the mask leaves out. ukis-csmask knows clouds and shadows only; what a network does not know cannot be left out.</source>
      <translation>掩膜所剔除的内容。ukis-csmask 只识别云和阴影；网络不能识别的内容无法剔除。</translation>
    </message>
    <message>
      <source>A GeoTIFF of one bit a pixel: 1 where the pixel may be used.</source>
      <translation>每像元一位的 GeoTIFF：1 表示像元可用。</translation>
    </message>
    <message>
      <source>Mask</source>
      <translation>掩膜</translation>
    </message>
    <message>
      <source>An image of what the network found, before dilation: {classes}.</source>
      <translation>网络识别结果的影像（膨胀之前）：{classes}。</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Classes of {image}</source>
      <translation>{image} 的类别</translation>
    </message>
    <message>
      <source>Mask of {image}</source>
      <translation>{image} 的掩膜</translation>
    </message>
    <message>
      <source>The model {path} cannot be written.</source>
      <translation>无法写入模型 {path}。</translation>
    </message>
    <message>
      <source>{url} does not answer as a STAC API does. Check the address.</source>
      <translation>{url} 的应答不是 STAC API 的应答。请检查地址。</translation>
    </message>
    <message>
      <source>{host} does not let you in ({status}). Give an authentication configuration for it.</source>
      <translation>{host} 拒绝访问（{status}）。请为其给出认证配置。</translation>
    </message>
    <message>
      <source>{host} could not be asked ({reason}). Check the address, and that you are online.</source>
      <translation>无法访问 {host}（{reason}）。请检查地址和网络连接。</translation>
    </message>
    <message>
      <source>By which people know the network. Empty for the file's name.</source>
      <translation>供人识别网络的名称。留空则用文件名。</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>标题</translation>
    </message>
    <message>
      <source>Under which the weights may be used.</source>
      <translation>使用网络权重所依据的许可。</translation>
    </message>
    <message>
      <source>The paper, with its DOI.</source>
      <translation>论文及其 DOI。</translation>
    </message>
    <message>
      <source>Sensors, places, number of images.</source>
      <translation>传感器、地点、影像数量。</translation>
    </message>
    <message>
      <source>Training data</source>
      <translation>训练数据</translation>
    </message>
    <message>
      <source>The file to describe; it stays as it is.</source>
      <translation>要描述的文件；它保持不变。</translation>
    </message>
    <message>
      <source>Of the reflectance from 0 to 1 that it was trained on: it is subtracted. A number a band, or one for all; empty for 0.</source>
      <translation>训练所用 0 到 1 反射率的均值：会被减去。每个波段一个数，或全部共用一个；留空为 0。</translation>
    </message>
    <message>
      <source>By which reflectance is then divided. A number a band, or one for all; empty for 1; 0.0001 for a network that was trained on reflectance x 10000.</source>
      <translation>随后用它去除反射率。每个波段一个数，或全部共用一个；留空为 1；对在反射率 × 10000 上训练的网络为 0.0001。</translation>
    </message>
    <message>
      <source>A copy of the network with its description.</source>
      <translation>附有描述的网络副本。</translation>
    </message>
    <message>
      <source>Described network</source>
      <translation>已描述的网络</translation>
    </message>
    <message>
      <source>The description, as JSON</source>
      <translation>描述（JSON）</translation>
    </message>
    <message>
      <source>The file {path} must end with .onnx.</source>
      <translation>文件 {path} 必须以 .onnx 结尾。</translation>
    </message>
    <message>
      <source>Advanced parameters</source>
      <translation>高级参数</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>参数</translation>
    </message>
    <message>
      <source>Outputs</source>
      <translation>输出</translation>
    </message>
    <message>
      <source>Predict a season</source>
      <translation>预测一个季节</translation>
    </message>
    <message>
      <source>Makes a gap-free fine image of every wanted date, and says how sure it is.</source>
      <translation>为每个所需日期生成没有缺口的精细影像，并说明其可信程度。</translation>
    </message>
    <message>
      <source>Takes all fine images of a season, with their clouds, and all coarse ones, and makes a fine image without gaps of every wanted date. Each pixel is smoothed in time: what it differs from the curve of the coarse images changes slowly, and every clear image, before and after the date, tells of it, the more the nearer it is. Beneath clouds and in missing lines, similar pixels near by tell, too.

Beside each image lie its standard deviation and an image of states: whether a pixel was observed, fused from fine images on both sides or on one side, fused where the coarse images have a gap, or interpolated in time; its second band tells the days to the nearest observation.

The proof is made on your own images: each fine image is held out and predicted from the others. The report compares with interpolation in time, which fusion does not always beat, and says so at its top.

Run it again after a cancellation, or with more dates: dates that are there already, made of the same images and parameters, are kept. An image that cannot be read is left out and named.</source>
      <translation>读取一个季节的全部精细影像（可以有云）和全部粗分辨率影像，为每个所需日期生成没有缺口的精细影像。每个像元在时间上平滑：它与粗分辨率影像曲线的差变化缓慢，日期前后的每幅清晰影像都提供信息，越近越多。在云下和缺失条带中，附近的相似像元也提供信息。

每幅影像旁边有它的标准差和一幅状态影像：像元是观测值、由前后两侧或一侧的精细影像融合、在粗分辨率影像有缺口处融合，还是时间插值；其第二个波段给出距最近观测的天数。

证明用您自己的影像进行：每幅精细影像依次留出，由其余影像预测。报告与时间插值比较；融合并不总是更好，若如此，报告开头会说明。

取消之后，或需要更多日期时，再次运行即可：用相同影像和参数得到的日期会保留。无法读取的影像会被略去并指明。</translation>
    </message>
    <message>
      <source>Kalman smoother</source>
      <translation>卡尔曼平滑</translation>
    </message>
    <message>
      <source>gap filling</source>
      <translation>缺口填补</translation>
    </message>
    <message>
      <source>time series</source>
      <translation>时间序列</translation>
    </message>
    <message>
      <source>Such as 2020-10-01, 2020-10-09, or a range with its step in days: 2020-10-01/2020-12-31/8. Left empty, the dates of the coarse images, or every so many days.</source>
      <translation>例如 2020-10-01, 2020-10-09，或带步长（天）的范围：2020-10-01/2020-12-31/8。留空则为粗分辨率影像的日期，或每隔若干天。</translation>
    </message>
    <message>
      <source>Every so many days (0: the dates of the coarse images)</source>
      <translation>每隔若干天（0：粗分辨率影像的日期）</translation>
    </message>
    <message>
      <source>From the first image to the last one. Counts where no dates are listed.</source>
      <translation>从第一幅影像到最后一幅。未列出日期时有效。</translation>
    </message>
    <message>
      <source>interpolation of the fine images in time</source>
      <translation>精细影像的时间插值</translation>
    </message>
    <message>
      <source>smoother</source>
      <translation>平滑器</translation>
    </message>
    <message>
      <source>The smoother, interpolation in time, or any method with its defaults as the step between the observations: each date gets the clear pairs on both sides of it, pixels where these are not clear get other pairs, and the smoother fills what remains. The deviation is always that of the smoother.</source>
      <translation>平滑器、时间插值，或以任何方法（默认参数）作为观测之间的步骤：每个日期使用其前后清晰的影像对，这些影像对不清晰的像元使用其他影像对，其余由平滑器填补。偏差总是平滑器的偏差。</translation>
    </message>
    <message>
      <source>Only with a method that takes one, such as Fit-FC: what tells one kind of land from another beside the images, as a raster or as polygons. Each date finds out by itself how much it helps; the log and the report tell.</source>
      <translation>仅用于能使用引导图层的方法，例如 Fit-FC：除影像外能区分不同地物的资料，可为栅格或多边形。每个日期各自得出它有多大帮助；日志和报告会说明。</translation>
    </message>
    <message>
      <source>Keep fine images on their own dates</source>
      <translation>在精细影像自己的日期保留它</translation>
    </message>
    <message>
      <source>On the date of a fine image only its gaps are filled, such as clouds and missing lines. Otherwise it is predicted from the others.</source>
      <translation>在有精细影像的日期只填补其缺口，例如云和缺失的条带。否则由其他影像预测。</translation>
    </message>
    <message>
      <source>A spectral index in place of the bands: NDVI, EVI2, NDWI, or an expression such as (nir - red) / (nir + red), of blue, green, red, nir, swir1, swir2, names of bands, or b1, b2, ...</source>
      <translation>用光谱指数代替波段：NDVI、EVI2、NDWI，或如 (nir - red) / (nir + red) 的表达式，可用 blue、green、red、nir、swir1、swir2、波段名称或 b1、b2……</translation>
    </message>
    <message>
      <source>Index</source>
      <translation>指数</translation>
    </message>
    <message>
      <source>The index is</source>
      <translation>指数</translation>
    </message>
    <message>
      <source>To fuse the index itself is quicker and mostly more accurate, as errors of the bands do not add up; computed of the fused bands, it agrees with them.</source>
      <translation>直接融合指数更快，通常也更准确，因为波段的误差不会累加；由融合后的波段计算则与波段一致。</translation>
    </message>
    <message>
      <source>computed of the fused bands</source>
      <translation>由融合后的波段计算</translation>
    </message>
    <message>
      <source>fused itself</source>
      <translation>直接融合</translation>
    </message>
    <message>
      <source>Smooth in time over days (0: not at all)</source>
      <translation>时间平滑的天数（0：不平滑）</translation>
    </message>
    <message>
      <source>Whittaker's smoother over the predicted dates: waves of so many days lose half of their height, shorter ones nearly all. What is surer counts more.</source>
      <translation>对预测日期做 Whittaker 平滑：周期为该天数的波动减半，更短的几乎消失。越可靠的值权重越大。</translation>
    </message>
    <message>
      <source>Each lasts until the next one, for QGIS's temporal controller.</source>
      <translation>每个日期持续到下一个日期，供 QGIS 的时态控制器使用。</translation>
    </message>
    <message>
      <source>Load the dates as a group of layers</source>
      <translation>把各日期作为图层组加载</translation>
    </message>
    <message>
      <source>A GeoTIFF for each date, its deviation and states, and virtual rasters whose bands are the dates: one for each band, and one of the states.</source>
      <translation>每个日期一个 GeoTIFF 及其偏差和状态，以及以日期为波段的虚拟栅格：每个波段一个，状态一个。</translation>
    </message>
    <message>
      <source>Folder of the season</source>
      <translation>该季节的文件夹</translation>
    </message>
    <message>
      <source>Season in one file</source>
      <translation>整个季节的单个文件</translation>
    </message>
    <message>
      <source>The whole season with a time axis, as CF describes it, for xarray and others.</source>
      <translation>带时间轴（按 CF 约定）的整个季节，供 xarray 等使用。</translation>
    </message>
    <message>
      <source>netCDF files (*.nc);;Zarr stores (*.zarr)</source>
      <translation>netCDF 文件 (*.nc);;Zarr 存储 (*.zarr)</translation>
    </message>
    <message>
      <source>Errors of fine images that were held out, by gap, class and band.</source>
      <translation>留出的精细影像的误差，按间隔、类别和波段。</translation>
    </message>
    <message>
      <source>Proof</source>
      <translation>证明</translation>
    </message>
    <message>
      <source>The errors of each date that was held out.</source>
      <translation>每个留出日期的误差。</translation>
    </message>
    <message>
      <source>Gain on interpolation in time (percent)</source>
      <translation>比时间插值的改进（百分比）</translation>
    </message>
    <message>
      <source>Images left out</source>
      <translation>略去的影像</translation>
    </message>
    <message>
      <source>End the name of the season's file {path} with .nc or .zarr.</source>
      <translation>该季节的文件 {path} 的名称请以 .nc 或 .zarr 结尾。</translation>
    </message>
    <message>
      <source>There is no method {name}. There are: {names}.</source>
      <translation>没有方法 {name}。可用的有：{names}。</translation>
    </message>
    <message>
      <source>Prepare image</source>
      <translation>制备影像</translation>
    </message>
    <message>
      <source>Makes an image of reflectance and its mask of a satellite product as it is downloaded.</source>
      <translation>由下载的卫星产品直接得到反射率影像及其掩膜。</translation>
    </message>
    <message>
      <source>Takes an image as it is downloaded, a folder, an archive or a file, and makes what every method wants: surface reflectance in the usual bands, with date, names and wavelengths, and a mask that leaves out clouds and their shadows. Scale, offset, fill and quality bits are those of the product's documents.

No pixel is copied: the image is a virtual raster (.vrt) that reads the download, so leave that where it is. The mask lies beside it, and the virtual raster names it: every method, the dock, training and measuring take it by themselves, unless another one is given.

Tiles of one pass in the folder become one image, on the grid of the first; a tile of the next UTM zone is reprojected when it is read. Bands of different resolution come on the grid of the finest one that is chosen. Compressed archives (.tar.gz) and swaths are put into a cache once (Settings - Options - STFusion).</source>
      <translation>读取下载得到的影像（文件夹、压缩包或文件），得到各种方法所需的数据：常用波段的地表反射率，带有日期、名称和波长，以及剔除云和云影的掩膜。尺度因子、偏移、填充值和质量位均按产品文档处理。

不复制任何像元：影像是读取下载数据的虚拟栅格（.vrt），因此请将下载数据留在原处。掩膜位于其旁，并由虚拟栅格指明：所有方法、停靠面板、训练和精度评价都会自动使用它，除非另行指定掩膜。

文件夹中同一次过境的各分幅合成一幅影像，采用第一幅的格网；相邻 UTM 分带的分幅在读取时重投影。不同分辨率的波段采用所选波段中最精细者的格网。压缩包（.tar.gz）和条带数据只需放入缓存一次（设置 - 选项 - STFusion）。</translation>
    </message>
    <message>
      <source>quality bits</source>
      <translation>质量位</translation>
    </message>
    <message>
      <source>surface reflectance</source>
      <translation>地表反射率</translation>
    </message>
    <message>
      <source>import</source>
      <translation>导入</translation>
    </message>
    <message>
      <source>A folder, an archive (.tar, .zip, .tar.gz) or a file (.hdf, .h5, .nc, .tif), as it was downloaded.</source>
      <translation>下载得到的文件夹、压缩包（.tar、.zip、.tar.gz）或文件（.hdf、.h5、.nc、.tif）。</translation>
    </message>
    <message>
      <source>Download</source>
      <translation>下载的数据</translation>
    </message>
    <message>
      <source>Name of the image</source>
      <translation>影像名称</translation>
    </message>
    <message>
      <source>Only where there are several images: a part of the name of the one that is wanted, such as its date; * stands for anything.</source>
      <translation>仅在有多幅影像时需要：所需影像名称的一部分，例如日期；* 代表任意字符。</translation>
    </message>
    <message>
      <source>Prepare this part alone: every pixel that the extent touches. Leave empty for the whole image.</source>
      <translation>仅制备此部分：范围所触及的每个像元。留空则为整幅影像。</translation>
    </message>
    <message>
      <source>The mask leaves out what lies outside of these polygons, and the image becomes no larger than they are.</source>
      <translation>掩膜剔除这些多边形以外的部分，影像也不会大于它们。</translation>
    </message>
    <message>
      <source>A virtual raster, which ends in .vrt.</source>
      <translation>虚拟栅格，文件名以 .vrt 结尾。</translation>
    </message>
    <message>
      <source>Prepared image</source>
      <translation>制备的影像</translation>
    </message>
    <message>
      <source>A GeoTIFF of one bit a pixel: 1 where the pixel may be used. Beside the image and named like it if it is left empty.</source>
      <translation>每像元一位的 GeoTIFF：像元可用处为 1。留空则位于影像旁，并与其同名。</translation>
    </message>
    <message>
      <source>Product</source>
      <translation>产品</translation>
    </message>
    <message>
      <source>Prepare images</source>
      <translation>批量制备影像</translation>
    </message>
    <message>
      <source>Makes images of reflectance and masks of all downloads of a folder or a catalogue, ready for fusion.</source>
      <translation>将文件夹或目录中的全部下载制成可直接融合的反射率影像和掩膜。</translation>
    </message>
    <message>
      <source>Each image becomes a virtual raster of surface reflectance with its date and its bands, and a mask beside it without clouds and their shadows. No pixel is copied: leave the downloads where they are. All algorithms of fusion, the dock and training take the mask by themselves.

Tiles of one pass that lie side by side become one image. Called again, only what is new or has changed is prepared; so new downloads are added by calling it again.

Give an extent or an area: all images of one sensor lie on the same grid then, as methods with two pairs need it.

The catalogue that comes out points to the prepared images: go on with 'Choose pairs'.</source>
      <translation>每景影像成为一个带日期和波段的地表反射率虚拟栅格，旁边是一个去除云和云影的掩膜。不复制任何像元：请将下载保留在原处。所有融合算法、面板和训练都会自动使用掩膜。

同一次过境相邻的分幅合为一景影像。再次调用时，只制备新增或改变的影像；因此添加新下载只需再次调用。

请给出范围或区域：这样同一传感器的所有影像都在同一格网上，使用两个影像对的方法需要如此。

输出的目录指向制备的影像：接下来使用“选择影像对”。</translation>
    </message>
    <message>
      <source>mosaic</source>
      <translation>镶嵌</translation>
    </message>
    <message>
      <source>What is to be prepared; the downloads must be where they were.</source>
      <translation>待制备的影像；下载必须仍在原处。</translation>
    </message>
    <message>
      <source>Or a folder of downloads</source>
      <translation>或下载文件夹</translation>
    </message>
    <message>
      <source>In place of a catalogue: all images in it are prepared.</source>
      <translation>代替目录：制备其中的所有影像。</translation>
    </message>
    <message>
      <source>Of each image this part alone. Leave empty for the whole images.</source>
      <translation>每景影像只取此部分。留空则取整景影像。</translation>
    </message>
    <message>
      <source>The mask leaves out what lies outside of these polygons.</source>
      <translation>掩膜排除这些多边形以外的部分。</translation>
    </message>
    <message>
      <source>Called again with the same folder, only what has changed is prepared.</source>
      <translation>用同一文件夹再次调用时，只制备改变的影像。</translation>
    </message>
    <message>
      <source>Folder of the prepared images</source>
      <translation>制备的影像的文件夹</translation>
    </message>
    <message>
      <source>Catalogue of the prepared images</source>
      <translation>制备的影像的目录</translation>
    </message>
    <message>
      <source>Number of newly prepared images</source>
      <translation>新制备的影像数量</translation>
    </message>
    <message>
      <source>{new} images prepared, {kept} were there already and are unchanged</source>
      <translation>制备了 {new} 景影像，{kept} 景已存在且未改变</translation>
    </message>
    <message>
      <source>Give either a catalogue or a folder of downloads.</source>
      <translation>请给出目录或下载文件夹，二者选一。</translation>
    </message>
    <message>
      <source>There is no image in {path} that can be prepared.</source>
      <translation>{path} 中没有可以制备的影像。</translation>
    </message>
    <message>
      <source>accuracy</source>
      <translation>精度</translation>
    </message>
    <message>
      <source>assessment</source>
      <translation>评价</translation>
    </message>
    <message>
      <source>metrics</source>
      <translation>评价指标</translation>
    </message>
    <message>
      <source>validation</source>
      <translation>验证</translation>
    </message>
    <message>
      <source>The true fine image of the same date.</source>
      <translation>同一日期的真实精细影像。</translation>
    </message>
    <message>
      <source>The prediction averaged to its pixels is compared with it; needs no reference.</source>
      <translation>将预测影像按其像元取平均后与之比较；无需真实影像。</translation>
    </message>
    <message>
      <source>Tells how much of its fine detail the prediction has; needs no reference.</source>
      <translation>反映预测影像保留了多少精细细节；无需真实影像。</translation>
    </message>
    <message>
      <source>Pixels that are 0 or nodata in its first band are left out. Any grid.</source>
      <translation>第一波段中值为 0 或无数据的像元不参与计算。格网不限。</translation>
    </message>
    <message>
      <source>Measure inside of these polygons alone: pixels whose centre lies in one of them.</source>
      <translation>只评价这些多边形之内：中心位于某个多边形内的像元。</translation>
    </message>
    <message>
      <source>Measure this part alone.</source>
      <translation>只评价这一部分。</translation>
    </message>
    <message>
      <source>Mask rule</source>
      <translation>掩膜规则</translation>
    </message>
    <message>
      <source>How to find the band of an image that belongs to a band of the prediction: the first to the first and so on, by the bands' names, or by their wavelengths.</source>
      <translation>如何为预测影像的各波段找到对应波段：按顺序、按波段名称或按波长。</translation>
    </message>
    <message>
      <source>Data range</source>
      <translation>数据范围</translation>
    </message>
    <message>
      <source>Greatest minus least value the data can take, such as 10000, for PSNR and SSIM; 1 where the files state the scale of reflectance. Left empty, it is the range of each band of the reference.</source>
      <translation>数据可能取到的最大值与最小值之差，例如 10000，用于 PSNR 和 SSIM；若文件注明了反射率的缩放系数，则为 1。留空时取真实影像各波段的值域。</translation>
    </message>
    <message>
      <source>Tables, pictures and plots in one file that needs no other.</source>
      <translation>包含表格、图片和图表的单个文件，不依赖其他文件。</translation>
    </message>
    <message>
      <source>All values, of each band too.</source>
      <translation>全部指标值，包括各波段的值。</translation>
    </message>
    <message>
      <source>Give something to compare the prediction with: a reference image, the coarse image of the same date, or a fine image of another date.</source>
      <translation>请给出与预测影像比较的数据：真实影像、同一日期的粗分辨率影像或另一日期的精细影像。</translation>
    </message>
    <message>
      <source>{path} is there already, and by its name it is no report: it would be overwritten. End the name with {ending}.</source>
      <translation>{path} 已经存在，从文件名看它不是报告，会被覆盖。请使用以 {ending} 结尾的文件名。</translation>
    </message>
    <message>
      <source>Search images</source>
      <translation>搜索影像</translation>
    </message>
    <message>
      <source>Finds satellite images that a STAC API offers: nothing is downloaded but what is needed.</source>
      <translation>查找 STAC API 提供的卫星影像：只下载需要的部分。</translation>
    </message>
    <message>
      <source>Asks a STAC API for images of an area and of dates. The catalogue that comes out is like that of 'Catalogue images', but its images lie on the server: 'Prepare images' makes virtual rasters of them, of which only that part is read which is needed, when it is needed. Prepare them with an extent, and fuse that.

Landsat Collection 2 Level 2, Sentinel-2 Level 2A, HLS, MODIS and others are known under the names that servers give their collections. The numbers become reflectance as the product's own description says. Of Sentinel-2, servers have subtracted 1000 of some images and not of others, and do not always say so rightly: where in doubt, some pixels are looked at, and the log says what was found.

Servers: https://earth-search.aws.element84.com/v1 (Sentinel-2; Landsat, whose reading needs an account), https://planetarycomputer.microsoft.com/api/stac/v1 (Landsat, Sentinel-2, MODIS, HLS), https://cmr.earthdata.nasa.gov/stac/LPCLOUD (HLS; reading needs an account), https://stac.dataspace.copernicus.eu/v1 (Sentinel-2, Sentinel-3; reading needs an account).</source>
      <translation>向 STAC API 查询某个区域和日期的影像。输出的目录与“编制影像目录”的相同，但影像在服务器上：“批量制备影像”将其制成虚拟栅格，只在需要时读取需要的部分。请用范围制备，再对其融合。

Landsat Collection 2 Level 2、Sentinel-2 Level 2A、HLS、MODIS 等按服务器为其数据集起的名称识别。数值按产品自身的说明换算为反射率。对于 Sentinel-2，服务器对部分影像已减去 1000，对另一些则没有，且说明并不总是正确：有疑问时会查看部分像元，日志说明查看结果。

服务器：https://earth-search.aws.element84.com/v1（Sentinel-2；Landsat，读取需要账号），https://planetarycomputer.microsoft.com/api/stac/v1（Landsat、Sentinel-2、MODIS、HLS），https://cmr.earthdata.nasa.gov/stac/LPCLOUD（HLS；读取需要账号），https://stac.dataspace.copernicus.eu/v1（Sentinel-2、Sentinel-3；读取需要账号）。</translation>
    </message>
    <message>
      <source>download</source>
      <translation>下载</translation>
    </message>
    <message>
      <source>cloud storage</source>
      <translation>云存储</translation>
    </message>
    <message>
      <source>Address of the STAC API</source>
      <translation>STAC API 地址</translation>
    </message>
    <message>
      <source>It begins with https://.</source>
      <translation>以 https:// 开头。</translation>
    </message>
    <message>
      <source>As the server calls them, separated by commas. Leave empty for all.</source>
      <translation>按服务器的名称，以逗号分隔。留空则为全部。</translation>
    </message>
    <message>
      <source>Collections</source>
      <translation>数据集</translation>
    </message>
    <message>
      <source>Images that show something of this part.</source>
      <translation>覆盖此部分任何地方的影像。</translation>
    </message>
    <message>
      <source>Images that show something of what these polygons span. Together with an extent, what both share.</source>
      <translation>覆盖这些多边形所跨范围任何地方的影像。与范围同时给出时，取两者的公共部分。</translation>
    </message>
    <message>
      <source>First date</source>
      <translation>首个日期</translation>
    </message>
    <message>
      <source>Last date</source>
      <translation>结束日期</translation>
    </message>
    <message>
      <source>Of the images that are searched for. Leave empty for any.</source>
      <translation>所搜索影像的日期。留空则不限。</translation>
    </message>
    <message>
      <source>Cloud share, at most [%]</source>
      <translation>最大云量 [%]</translation>
    </message>
    <message>
      <source>Of the whole image, as its producer counts. Images of which it is not known are kept.</source>
      <translation>整景影像的云量，按生产者统计。云量未知的影像保留。</translation>
    </message>
    <message>
      <source>Images, at most</source>
      <translation>最多影像数</translation>
    </message>
    <message>
      <source>More are not listed; the log tells if there are more.</source>
      <translation>超出的不列出；若还有更多，日志会说明。</translation>
    </message>
    <message>
      <source>A configuration of QGIS, for servers that ask who you are.</source>
      <translation>QGIS 的认证配置，用于需要身份验证的服务器。</translation>
    </message>
    <message>
      <source>Authentication</source>
      <translation>认证</translation>
    </message>
    <message>
      <source>Give an extent or an area: images of the whole world are too many.</source>
      <translation>请给出范围或区域：全球的影像太多。</translation>
    </message>
    <message>
      <source>The first date lies behind the last one.</source>
      <translation>开始日期在结束日期之后。</translation>
    </message>
    <message>
      <source>That of 'Prepare images', with the images of the season. Or choose fine and coarse images below.</source>
      <translation>“预处理影像”写出的目录，包含该季节的影像。或在下方选择精细影像和粗分辨率影像。</translation>
    </message>
    <message>
      <source>Fine images of the season</source>
      <translation>该季节的精细影像</translation>
    </message>
    <message>
      <source>Coarse images of the season</source>
      <translation>该季节的粗分辨率影像</translation>
    </message>
    <message>
      <source>Images with large pixels, of as many dates as there are. Without any, the fine images are interpolated in time.</source>
      <translation>像元较大的影像，日期越多越好。没有时，对精细影像做时间插值。</translation>
    </message>
    <message>
      <source>Sensors</source>
      <translation>传感器</translation>
    </message>
    <message>
      <source>Words in the names of images by which sensors are told apart, such as L8, S2 or MOD, VNP. Of prepared images, and of files with a product's name, the sensor is known. What each sensor adds to the values all season long is found and taken from them.</source>
      <translation>影像名称中用以区分传感器的词，如 L8, S2 或 MOD, VNP。制备的影像和以产品名称命名的文件，其传感器是已知的。每个传感器整个季节里多出的值会被估计出来并从其影像中减去。</translation>
    </message>
    <message>
      <source>One of the sensors of the fine images, to whose scale the others are brought. Left empty, that of most dates.</source>
      <translation>精细影像的传感器之一，其他传感器的影像都换算到它的尺度。留空则为日期最多的传感器。</translation>
    </message>
    <message>
      <source>Predict as the sensor</source>
      <translation>预测结果相当于的传感器</translation>
    </message>
    <message>
      <source>Choose either a catalogue or the fine images of the season.</source>
      <translation>请选择目录或该季节的精细影像，二者择一。</translation>
    </message>
    <message>
      <source>Choose the fine images of the season, or a catalogue.</source>
      <translation>请选择该季节的精细影像，或给出目录。</translation>
    </message>
    <message>
      <source>Season: what it rests on</source>
      <translation>季节：依据</translation>
    </message>
    <message>
      <source>Season</source>
      <translation>季节</translation>
    </message>
    <message>
      <source>Simulate scene</source>
      <translation>模拟场景</translation>
    </message>
    <message>
      <source>Makes fine and coarse images of a simulated landscape on several dates.</source>
      <translation>生成模拟地表在多个日期的精细影像和粗分辨率影像。</translation>
    </message>
    <message>
      <source>Simulates fields with crop calendars, forest, water, roads and villages as a fine and a coarse sensor see them, on as many dates as you like: to try fusion without data, and to learn where methods fail when the truth is known.

The coarse sensor has a point spread function, noise, a shift and slightly different bands; clouds and an abrupt change, a flood or a harvest, can be added. The same seed gives the same images.

Files are named fine_YYYY-MM-DD.tif and coarse_YYYY-MM-DD.tif.</source>
      <translation>模拟具有作物物候的农田、森林、水体、道路和村庄在精细传感器和粗分辨率传感器上的成像，日期数不限：没有数据也能试用融合，并可在真值已知时了解各方法在何处失效。

粗分辨率传感器带有点扩散函数、噪声、偏移和略有差异的波段；可加入云以及突变（洪水或收割）。种子相同，影像即相同。

文件命名为 fine_YYYY-MM-DD.tif 和 coarse_YYYY-MM-DD.tif。</translation>
    </message>
    <message>
      <source>demo data</source>
      <translation>示例数据</translation>
    </message>
    <message>
      <source>simulation</source>
      <translation>模拟</translation>
    </message>
    <message>
      <source>synthetic images</source>
      <translation>合成影像</translation>
    </message>
    <message>
      <source>Folder of the images</source>
      <translation>影像文件夹</translation>
    </message>
    <message>
      <source>Where the GeoTIFFs go; files of the same names are replaced.</source>
      <translation>GeoTIFF 的存放位置；同名文件会被替换。</translation>
    </message>
    <message>
      <source>Simulated images</source>
      <translation>模拟影像</translation>
    </message>
    <message>
      <source>Wrote {count} images into {folder}</source>
      <translation>已将 {count} 幅影像写入 {folder}</translation>
    </message>
    <message>
      <source>Prepare</source>
      <translation>数据准备</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>数据</translation>
    </message>
    <message>
      <source>Training {count:,} weights on {device}; held out: {held_out}</source>
      <translation>在 {device} 上训练 {count:,} 个权重；留出：{held_out}</translation>
    </message>
    <message>
      <source>a part of the area</source>
      <translation>区域的一部分</translation>
    </message>
    <message>
      <source>Step {step:,}, {seconds:.0f} s: loss {loss}</source>
      <translation>第 {step:,} 步，{seconds:.0f} 秒：损失 {loss}</translation>
    </message>
    <message>
      <source>Step {step:,}: error on the held-out images {error}, of the temporal difference {baseline}</source>
      <translation>第 {step:,} 步：留出影像上的误差 {error}，时间差分为 {baseline}</translation>
    </message>
    <message>
      <source>Step {step:,}: error on the held-out images {error}, of the temporal difference {baseline}; the best so far</source>
      <translation>第 {step:,} 步：留出影像上的误差 {error}，时间差分为 {baseline}；目前最好</translation>
    </message>
    <message>
      <source>{steps:,} steps in {seconds:.0f} s</source>
      <translation>{steps:,} 步，用时 {seconds:.0f} 秒</translation>
    </message>
    <message>
      <source>{name}: RMSE {error}</source>
      <translation>{name}：RMSE {error}</translation>
    </message>
    <message>
      <source>Graphics card if there is one</source>
      <translation>有显卡则用显卡</translation>
    </message>
    <message>
      <source>Graphics card (CUDA)</source>
      <translation>显卡 (CUDA)</translation>
    </message>
    <message>
      <source>Side of a coarse pixel in fine pixels. Without coarse images, these are simulated from the fine ones; each time with another sensor, whose properties lie in these ranges.</source>
      <translation>粗像元的边长，以精细像元计。没有粗分辨率影像时，由精细影像模拟；每次模拟的传感器都不同，其性质在这些范围之内。</translation>
    </message>
    <message>
      <source>Simulated scale ratio</source>
      <translation>模拟的尺度比</translation>
    </message>
    <message>
      <source>Full width at half maximum of the point spread function.</source>
      <translation>点扩散函数的半高全宽。</translation>
    </message>
    <message>
      <source>Simulated blur [coarse pixels]</source>
      <translation>模拟的模糊 [粗像元]</translation>
    </message>
    <message>
      <source>Simulated shift [coarse pixels]</source>
      <translation>模拟的偏移 [粗像元]</translation>
    </message>
    <message>
      <source>Standard deviation of the error with which coarse images are positioned.</source>
      <translation>粗分辨率影像定位误差的标准差。</translation>
    </message>
    <message>
      <source>Simulated noise [deviations of a band]</source>
      <translation>模拟的噪声 [波段标准差]</translation>
    </message>
    <message>
      <source>Standard deviation of the noise of a coarse pixel.</source>
      <translation>粗像元噪声的标准差。</translation>
    </message>
    <message>
      <source>Simulated gain differences</source>
      <translation>模拟的增益差异</translation>
    </message>
    <message>
      <source>Standard deviation of the factor between the bands of the two sensors.</source>
      <translation>两个传感器波段之间比例因子的标准差。</translation>
    </message>
    <message>
      <source>Simulated offset differences [deviations of a band]</source>
      <translation>模拟的偏置差异 [波段标准差]</translation>
    </message>
    <message>
      <source>Standard deviation of the offset between the bands of the two sensors.</source>
      <translation>两个传感器波段之间偏置的标准差。</translation>
    </message>
    <message>
      <source>Images with large pixels. Each fine image needs the coarse image of its date; further coarse images are left out. Without any, they are simulated.</source>
      <translation>像元较大的影像。每幅精细影像都需要同日期的粗分辨率影像；多余的粗分辨率影像不会使用。一幅也没有时，会模拟它们。</translation>
    </message>
    <message>
      <source>What tells land apart besides, of any bands and grid: one image for all dates, of other dates than these, or one for each date that 'Image features' makes of its fine image, all in the same components. Half of the training is without it: the network takes the guide only if it is better with it on what is held out. For residual fusion.</source>
      <translation>另外能区分不同地表的资料，波段和格网不限：一幅影像用于所有日期，所示日期须不同于这些日期；或者每个日期一幅，由“影像特征”对其精细影像制作，且各幅的主成分相同。一半的训练不用它：只有在留出的影像上有它更好时，网络才使用引导图层。用于残差融合。</translation>
    </message>
    <message>
      <source>Learn from this part alone, and measure on it. Left empty, it is the whole of the images.</source>
      <translation>只在此部分上学习和评价。留空则为整幅影像。</translation>
    </message>
    <message>
      <source>Learn inside of these polygons alone: pixels whose centre lies in one of them. What lies around them is seen, but not learnt.</source>
      <translation>只在这些多边形内学习：即中心位于其中的像元。多边形周围的像元可见，但不参与学习。</translation>
    </message>
    <message>
      <source>How the network is built; the help tells what each is good at.</source>
      <translation>网络的构造；帮助中说明了每种结构擅长什么。</translation>
    </message>
    <message>
      <source>Nothing: learn from the beginning</source>
      <translation>无：从头学习</translation>
    </message>
    <message>
      <source>A network that comes with STFusion and is trained further (fine-tuning). Its architecture counts then, and whether it runs band by band.</source>
      <translation>STFusion 自带的网络，在其基础上继续训练（微调）。此时以它的结构以及是否逐波段运行为准。</translation>
    </message>
    <message>
      <source>Start from</source>
      <translation>起点</translation>
    </message>
    <message>
      <source>Or start from a file</source>
      <translation>或从文件开始</translation>
    </message>
    <message>
      <source>A network that was trained before; it goes first.</source>
      <translation>以前训练的网络；优先于上面的选择。</translation>
    </message>
    <message>
      <source>All together</source>
      <translation>所有波段一起</translation>
    </message>
    <message>
      <source>One by one, any number of them</source>
      <translation>逐波段，波段数不限</translation>
    </message>
    <message>
      <source>All together: the network learns how bands depend on each other, and is for images with these bands. One by one: it is for any bands.</source>
      <translation>所有波段一起：网络学习波段之间的关系，用于具有这些波段的影像。逐波段：可用于任何波段。</translation>
    </message>
    <message>
      <source>Time for training [minutes]</source>
      <translation>训练时间 [分钟]</translation>
    </message>
    <message>
      <source>The comparison with other methods afterwards takes some minutes more at most.</source>
      <translation>之后与其他方法的比较最多再需要几分钟。</translation>
    </message>
    <message>
      <source>A graphics card is some ten times as fast.</source>
      <translation>显卡大约快十倍。</translation>
    </message>
    <message>
      <source>Train on</source>
      <translation>训练设备</translation>
    </message>
    <message>
      <source>Held-out date</source>
      <translation>留出的日期</translation>
    </message>
    <message>
      <source>The date that the network is measured on and never learns from. Left empty, it is one in the middle if there are three or more, otherwise a part of the area.</source>
      <translation>用于评价网络、从不参与学习的日期。留空时，有三个或更多日期则取中间的某一个，否则取区域的一部分。</translation>
    </message>
    <message>
      <source>Hold out a part of the area instead of a date</source>
      <translation>留出区域的一部分而不是一个日期</translation>
    </message>
    <message>
      <source>Learns from all dates; a fifth of the area remains to be measured on.</source>
      <translation>从所有日期学习；区域的五分之一留作评价。</translation>
    </message>
    <message>
      <source>Instead of a time. The same steps and seed give the same network again.</source>
      <translation>代替训练时间。相同的步数和种子得到相同的网络。</translation>
    </message>
    <message>
      <source>Number of steps</source>
      <translation>步数</translation>
    </message>
    <message>
      <source>Of everything that is drawn at random.</source>
      <translation>用于所有随机抽取。</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>种子</translation>
    </message>
    <message>
      <source>Threads (0: one a processor core)</source>
      <translation>线程数（0：每个处理器核心一个）</translation>
    </message>
    <message>
      <source>How many cores the training uses.</source>
      <translation>训练使用多少个核心。</translation>
    </message>
    <message>
      <source>Python</source>
      <translation>Python</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>所有文件 (*)</translation>
    </message>
    <message>
      <source>The program python or python.exe of an environment with PyTorch, ONNX, onnxruntime, NumPy, SciPy and GDAL. Left empty, it is that of QGIS.</source>
      <translation>带有 PyTorch、ONNX、onnxruntime、NumPy、SciPy 和 GDAL 的环境中的程序 python 或 python.exe。留空则使用 QGIS 的 Python。</translation>
    </message>
    <message>
      <source>Name of the network</source>
      <translation>网络名称</translation>
    </message>
    <message>
      <source>Shown to its users.</source>
      <translation>显示给网络的使用者。</translation>
    </message>
    <message>
      <source>An ONNX file that says of itself what it needs and how accurate it is.</source>
      <translation>一个 ONNX 文件，其中写明它需要什么以及精度如何。</translation>
    </message>
    <message>
      <source>ONNX files (*.onnx)</source>
      <translation>ONNX 文件 (*.onnx)</translation>
    </message>
    <message>
      <source>Trained network</source>
      <translation>训练好的网络</translation>
    </message>
    <message>
      <source>The comparison with other methods, pictures, and the course of the training.</source>
      <translation>与其他方法的比较、图片和训练过程。</translation>
    </message>
    <message>
      <source>RMSE of the network</source>
      <translation>网络的 RMSE</translation>
    </message>
    <message>
      <source>RMSE of the baseline (temporal difference, or no change)</source>
      <translation>基线方法（时间差分或不变）的 RMSE</translation>
    </message>
    <message>
      <source>RMSE of the best other method</source>
      <translation>其他方法中最好的 RMSE</translation>
    </message>
    <message>
      <source>Best other method</source>
      <translation>其他方法中最好的</translation>
    </message>
    <message>
      <source>Whether the network is better than the baseline</source>
      <translation>网络是否优于基线方法</translation>
    </message>
    <message>
      <source>No image has the date {date} to be held out. There are: {dates}.</source>
      <translation>没有日期为 {date} 的影像可以留出。现有日期：{dates}。</translation>
    </message>
    <message>
      <source>{file} cannot be trained further: its architecture, '{architecture}', is none of {choices}.</source>
      <translation>{file} 不能继续训练：它的结构“{architecture}”不在 {choices} 之中。</translation>
    </message>
    <message>
      <source>Train network</source>
      <translation>训练网络</translation>
    </message>
    <message>
      <source>Trains or fine-tunes a fusion network on your own images.</source>
      <translation>用您自己的影像训练或微调融合网络。</translation>
    </message>
    <message>
      <source>Learns from the fine and coarse images of several dates how the fine image of another date follows from its coarse image, and writes a network for 'Network fusion'. Ten minutes are often enough on a computer without a graphics card.

Needs the images of two dates at least, better of four or more that show the season's course; they find each other by their dates. Without coarse images these are simulated, which is good for pre-training and for trying out. Start from a network that comes with STFusion to need less time and fewer images.

With three dates or more one of them is held out, otherwise a part of the area. On it the network is compared with other methods, from the unchanged fine image to STARFM and FSDAF. The report and the log say plainly whether it is better than they are: if it is not, use one of them, or train longer, with more dates or fewer clouds.

Cancel whenever you like: the best network so far is kept, compared and written.

Needs the Python package PyTorch (Settings &gt; Options &gt; STFusion), or a Python of your own that has it. Training runs in a process of its own.

To use the network, choose its file in 'Network fusion'. In a model, connect the output with that parameter.</source>
      <translation>从多个日期的精细影像和粗分辨率影像中学习，如何由另一日期的粗分辨率影像得到该日期的精细影像，并写出供“网络融合”使用的网络。没有显卡的计算机上，十分钟往往就够了。

至少需要两个日期的影像，最好有四个或更多、能反映季节变化的日期；影像按日期自动配对。没有粗分辨率影像时会模拟它们，适合预训练和试用。从 STFusion 自带的网络开始，所需的时间和影像更少。

有三个或更多日期时，留出其中一个，否则留出区域的一部分。在留出的数据上，网络与其他方法比较，从不变的精细影像到 STARFM 和 FSDAF。报告和日志会明确说明网络是否优于它们：如果不是，请使用其中一种方法，或训练更长时间，用更多日期或云更少的影像。

可以随时取消：会保留、比较并写出到那时为止最好的网络。

需要 Python 包 PyTorch（设置 &gt; 选项 &gt; STFusion），或您自己的带有它的 Python。训练在单独的进程中运行。

使用网络时，在“网络融合”中选择它的文件。在模型中，把输出连接到该参数。</translation>
    </message>
    <message>
      <source>fine-tuning</source>
      <translation>微调</translation>
    </message>
    <message>
      <source>Architectures:</source>
      <translation>网络结构：</translation>
    </message>
    <message>
      <source>Looking for PyTorch</source>
      <translation>正在查找 PyTorch</translation>
    </message>
    <message>
      <source>PyTorch {version} in {python}</source>
      <translation>PyTorch {version}，位于 {python}</translation>
    </message>
    <message>
      <source>Training was stopped early. What was written is the best network until then, even if QGIS says that the execution has failed.</source>
      <translation>训练提前停止。即使 QGIS 提示执行失败，写出的也是到那时为止最好的网络。</translation>
    </message>
    <message>
      <source>Left out, as there is no fine image of their dates: {layers}</source>
      <translation>未使用，因为没有相同日期的精细影像：{layers}</translation>
    </message>
    <message>
      <source>There are no coarse images: they are simulated.</source>
      <translation>没有粗分辨率影像：将模拟它们。</translation>
    </message>
    <message>
      <source>{reason} You can also give a Python of your own that has PyTorch (advanced parameter 'Python').</source>
      <translation>{reason}也可以给出您自己的、带有 PyTorch 的 Python（高级参数“Python”）。</translation>
    </message>
    <message>
      <source>Virtual rasters</source>
      <translation>虚拟栅格</translation>
    </message>
    <message>
      <source>The prepared image {path} is a virtual raster: end its name with .vrt.</source>
      <translation>制备的影像 {path} 是虚拟栅格：文件名请以 .vrt 结尾。</translation>
    </message>
    <message>
      <source>{folder}, where prepared files are kept, cannot be written ({reason}).</source>
      <translation>无法写入存放预处理文件的文件夹 {folder}（{reason}）。</translation>
    </message>
    <message>
      <source>{file} is missing.</source>
      <translation>缺少 {file}。</translation>
    </message>
    <message>
      <source>{image} has no mask, while others of its date have one: prepare it again.</source>
      <translation>{image} 没有掩膜，而同一日期的其他影像有掩膜：请重新准备该影像。</translation>
    </message>
    <message>
      <source>it has neither a nodata value nor a mask</source>
      <translation>它既没有无数据值，也没有掩膜</translation>
    </message>
    <message>
      <source>Looking for products</source>
      <translation>正在查找产品</translation>
    </message>
    <message>
      <source>{number} of {count} images</source>
      <translation>第 {number} 景影像，共 {count} 景</translation>
    </message>
    <message>
      <source>Outside of the area: {count} images</source>
      <translation>区域以外：{count} 景影像</translation>
    </message>
    <message>
      <source>Left out: {path} is the same image as {other}.</source>
      <translation>已排除：{path} 与 {other} 是同一影像。</translation>
    </message>
    <message>
      <source>{count} more files cannot be used; the catalogue lists them all.</source>
      <translation>另有 {count} 个文件无法使用；目录中全部列出。</translation>
    </message>
    <message>
      <source>{layer} has no place on the globe: its coordinate reference system is unknown, or does not reach there.</source>
      <translation>{layer} 在地球上没有位置：其坐标参照系未知，或不适用于该处。</translation>
    </message>
    <message>
      <source>The catalogue {path} cannot be read ({reason}).</source>
      <translation>无法读取目录 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>{path} is no catalogue that this plugin has written, or was changed by another program ({reason}). Make it anew.</source>
      <translation>{path} 不是本插件写出的目录，或被其他程序改动过（{reason}）。请重新编制。</translation>
    </message>
    <message>
      <source>The folder {path} cannot be made ({reason}).</source>
      <translation>无法创建文件夹 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>{path} cannot be read ({reason}). Delete it, and prepare it again.</source>
      <translation>无法读取 {path}（{reason}）。请将其删除后重新制备。</translation>
    </message>
    <message>
      <source>The catalogue does not tell where the bands of {image} are. Make it anew.</source>
      <translation>目录未说明 {image} 的波段在哪里。请重新编制目录。</translation>
    </message>
    <message>
      <source>{path} is not there any more. Make the catalogue anew.</source>
      <translation>{path} 已不存在。请重新编制目录。</translation>
    </message>
    <message>
      <source>{path} holds another image than before. Make the catalogue anew.</source>
      <translation>{path} 中的影像与之前不同。请重新编制目录。</translation>
    </message>
    <message>
      <source>{field} has no grid that is known</source>
      <translation>{field} 没有已知的网格</translation>
    </message>
    <message>
      <source>Its scale factor, {scale:g}, means division: values are {gain:g} x number.</source>
      <translation>其比例因子 {scale:g} 表示除以它：取值为 {gain:g} × 数字。</translation>
    </message>
    <message>
      <source>Its scale factor, {scale:g}, is not that of the product's documents, {gain:g}, which is used.</source>
      <translation>其比例因子 {scale:g} 与产品文档的 {gain:g} 不同，采用后者。</translation>
    </message>
    <message>
      <source>{product} is a file of the format HDF4, which this QGIS cannot read. Install pyhdf on the page 'STFusion' of the options of QGIS (Settings - Options).</source>
      <translation>{product} 是 HDF4 格式的文件，此 QGIS 不能读取。请在 QGIS 选项的“STFusion”页（设置 - 选项）安装 pyhdf。</translation>
    </message>
    <message>
      <source>It has no header: it is read as {bands} bands of {rows} rows and {columns} columns of whole numbers of two bytes.</source>
      <translation>没有头文件：按 {bands} 个波段、{rows} 行、{columns} 列的双字节整数读取。</translation>
    </message>
    <message>
      <source>It has no georeference: it is put near {place}, where its data set lies, within some tens of kilometres.</source>
      <translation>没有地理参考：放在其数据集所在的{place}附近，误差可达数十千米。</translation>
    </message>
    <message>
      <source>reflectance x 255</source>
      <translation>反射率 × 255</translation>
    </message>
    <message>
      <source>reflectance as it is</source>
      <translation>反射率本身</translation>
    </message>
    <message>
      <source>reflectance x 10000</source>
      <translation>反射率 × 10000</translation>
    </message>
    <message>
      <source>Its numbers, up to {high:.4g}, are taken for {what}.</source>
      <translation>其数字（最大到 {high:.4g}）被视为{what}。</translation>
    </message>
    <message>
      <source>{name} is named like an image of a public data set, but has {count} bands and not {bands}. Rename it, or use it as it is.</source>
      <translation>{name} 的名称与某个公开数据集的影像相同，但它有 {count} 个波段，而不是 {bands} 个。请重命名，或直接使用。</translation>
    </message>
    <message>
      <source>Ar Horqin Banner, Inner Mongolia</source>
      <translation>内蒙古阿鲁科尔沁旗</translation>
    </message>
    <message>
      <source>Daxing, Beijing</source>
      <translation>北京大兴</translation>
    </message>
    <message>
      <source>Tianjin</source>
      <translation>天津</translation>
    </message>
    <message>
      <source>northern China</source>
      <translation>中国北方</translation>
    </message>
    <message>
      <source>MODIS images of Tianjin are made of MOD02HKM, radiance at the sensor, and no surface reflectance.</source>
      <translation>天津数据集的 MODIS 影像由 MOD02HKM（传感器处辐亮度）制成，不是地表反射率。</translation>
    </message>
    <message>
      <source>Coleambally, Australia</source>
      <translation>澳大利亚科利安巴利</translation>
    </message>
    <message>
      <source>the Lower Gwydir, Australia</source>
      <translation>澳大利亚下圭迪尔</translation>
    </message>
    <message>
      <source>the numbers of the collection, {gain:g} x number {offset:+g}</source>
      <translation>数据集的数字，{gain:g} × 数字 {offset:+g}</translation>
    </message>
    <message>
      <source>These are digital numbers, which are no surface reflectance, and no layer tells where clouds are.</source>
      <translation>这些是数字量化值，不是地表反射率，也没有图层说明云在哪里。</translation>
    </message>
    <message>
      <source>The metadata file (MTL.json) of {product} cannot be read. Download it again.</source>
      <translation>无法读取 {product} 的元数据文件（MTL.json）。请重新下载。</translation>
    </message>
    <message>
      <source>MTD_MSIL2A.xml is missing; its offset is that of the baseline {baseline} in the name.</source>
      <translation>缺少 MTD_MSIL2A.xml；偏移量按名称中的处理基线 {baseline} 确定。</translation>
    </message>
    <message>
      <source>Shenzhen</source>
      <translation>深圳</translation>
    </message>
    <message>
      <source>the boreal forest in Saskatchewan, Canada</source>
      <translation>加拿大萨斯喀彻温省的北方针叶林</translation>
    </message>
    <message>
      <source>The name of {product} has no date.</source>
      <translation>{product} 的名称中没有日期。</translation>
    </message>
    <message>
      <source>Wuhan</source>
      <translation>武汉</translation>
    </message>
    <message>
      <source>{product} is not complete: a file like {file} is missing. Download it again.</source>
      <translation>{product} 不完整：缺少类似 {file} 的文件。请重新下载。</translation>
    </message>
    <message>
      <source>{product}: {file} cannot be read from its server ({reason}). Check that you are online. The server may ask who you are, or a signed address may have expired: search again.</source>
      <translation>{product}：无法从服务器读取 {file}（{reason}）。请检查网络连接。服务器可能需要身份验证，或签名地址已过期：请重新搜索。</translation>
    </message>
    <message>
      <source>{product}: {file} cannot be read ({reason}). The download may be incomplete: download it again.</source>
      <translation>{product}：无法读取 {file}（{reason}）。下载可能不完整，请重新下载。</translation>
    </message>
    <message>
      <source>the file of rational polynomials (.rpb) is missing</source>
      <translation>缺少有理多项式文件（.rpb）</translation>
    </message>
    <message>
      <source>the rational polynomials do not tell where it lies</source>
      <translation>有理多项式不能说明其位置</translation>
    </message>
    <message>
      <source>the coordinates are of another size than the layer</source>
      <translation>坐标与图层的大小不同</translation>
    </message>
    <message>
      <source>it has no coordinates</source>
      <translation>没有坐标</translation>
    </message>
    <message>
      <source>There is no file or folder {path}.</source>
      <translation>没有文件或文件夹 {path}。</translation>
    </message>
    <message>
      <source>{path} holds no image named {name}. It holds {images}.</source>
      <translation>{path} 中没有名为 {name} 的影像，其中有 {images}。</translation>
    </message>
    <message>
      <source>{path} holds several images. Name the one that is wanted: {images}.</source>
      <translation>{path} 中有多幅影像。请指明所需的一幅：{images}。</translation>
    </message>
    <message>
      <source>{path} holds no product that is known.</source>
      <translation>{path} 中没有已知的产品。</translation>
    </message>
    <message>
      <source> and {count} more</source>
      <translation> 等（另有 {count} 个）</translation>
    </message>
    <message>
      <source>The rules {file} cannot be read ({reason}).</source>
      <translation>无法读取规则 {file}（{reason}）。</translation>
    </message>
    <message>
      <source>The product in {place} cannot be used: {reason}</source>
      <translation>无法使用 {place} 中的产品：{reason}</translation>
    </message>
    <message>
      <source>The product {id} of {place} is left out: there is another one with this id.</source>
      <translation>已忽略 {place} 的产品 {id}：已有同一 id 的产品。</translation>
    </message>
    <message>
      <source>{product} is not complete: it has no layer {layer}. Download it again.</source>
      <translation>{product} 不完整：没有图层 {layer}。请重新下载。</translation>
    </message>
    <message>
      <source>{fine} fine and {coarse} coarse images are ready.</source>
      <translation>{fine} 幅精细影像和 {coarse} 幅粗分辨率影像已就绪。</translation>
    </message>
    <message>
      <source>Not usable: {count}; the log of messages says why.</source>
      <translation>不可用：{count}；原因见日志消息。</translation>
    </message>
    <message>
      <source>There is no image that is known. The documentation lists the products, and how to write a rule for others.</source>
      <translation>没有已知的影像。文档列出了各产品，以及如何为其他产品编写规则。</translation>
    </message>
    <message>
      <source>({count} more; the log of messages has them all.)</source>
      <translation>（另有 {count} 条；日志消息中有全部内容。）</translation>
    </message>
    <message>
      <source>{path} is not there.</source>
      <translation>{path} 不存在。</translation>
    </message>
    <message>
      <source>nothing recorded</source>
      <translation>无记录</translation>
    </message>
    <message>
      <source>cirrus</source>
      <translation>卷云</translation>
    </message>
    <message>
      <source>beside cloud</source>
      <translation>云旁</translation>
    </message>
    <message>
      <source>snow or ice</source>
      <translation>雪或冰</translation>
    </message>
    <message>
      <source>saturated</source>
      <translation>饱和</translation>
    </message>
    <message>
      <source>high aerosol</source>
      <translation>高气溶胶</translation>
    </message>
    <message>
      <source>low quality</source>
      <translation>低质量</translation>
    </message>
    <message>
      <source>{image} has no band {bands}. It has {there}.</source>
      <translation>{image} 没有波段 {bands}，其波段有 {there}。</translation>
    </message>
    <message>
      <source>Making the mask</source>
      <translation>生成掩膜</translation>
    </message>
    <message>
      <source>{image} cannot be read ({reason}). The download may be incomplete: download it again.</source>
      <translation>无法读取 {image}（{reason}）。下载可能不完整：请重新下载。</translation>
    </message>
    <message>
      <source> (written x {factor:g})</source>
      <translation>（乘以 {factor:g} 写出）</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>从头开始</translation>
    </message>
    <message>
      <source>{conditions} and {pixels} pixels around</source>
      <translation>{conditions} 及其周围 {pixels} 个像元</translation>
    </message>
    <message>
      <source>{product} of {date}: {lines}{written}; left out {conditions}; without data {fill}; clear {clear}</source>
      <translation>{date} 的 {product}：{lines}{written}；剔除 {conditions}；无数据 {fill}；晴空 {clear}</translation>
    </message>
    <message>
      <source>{share:.1g} %</source>
      <translation>{share:.1g} %</translation>
    </message>
    <message>
      <source>{share:.0f} %</source>
      <translation>{share:.0f} %</translation>
    </message>
    <message>
      <source>{image} cannot be warped ({reason}).</source>
      <translation>无法重投影 {image}（{reason}）。</translation>
    </message>
    <message>
      <source>{image} does not show in the area that is wanted.</source>
      <translation>{image} 不在所需区域内。</translation>
    </message>
    <message>
      <source>{image} cannot be brought onto the grid of {first}.</source>
      <translation>无法将 {image} 转换到 {first} 的格网上。</translation>
    </message>
    <message>
      <source>The rows of {layer} run from south to north, which is not supported for products.</source>
      <translation>{layer} 的行自南向北排列，产品不支持这种排列。</translation>
    </message>
    <message>
      <source>The layers of {image} are in different coordinate reference systems.</source>
      <translation>{image} 的各图层坐标参照系不同。</translation>
    </message>
    <message>
      <source>Whole numbers: reflectance x 10000</source>
      <translation>整数：反射率 x 10000</translation>
    </message>
    <message>
      <source>Fractions: reflectance from 0 to 1</source>
      <translation>小数：反射率 0 到 1</translation>
    </message>
    <message>
      <source>Which bands, and in which order, by their common names: 'blue, green, red, nir08, swir16, swir22' for example. Leave empty for all. 'nir' stands for nir08 where there is no other one, and the other way round.</source>
      <translation>使用哪些波段及其顺序，按通用名称填写，例如“blue, green, red, nir08, swir16, swir22”。留空则为全部。没有 nir 时 nir 代表 nir08，反之亦然。</translation>
    </message>
    <message>
      <source>By so many pixels what is left out grows on all sides: edges of clouds are often missed.</source>
      <translation>被剔除部分向四周扩展的像元数：云的边缘常被遗漏。</translation>
    </message>
    <message>
      <source>Both mean the same; whole numbers take half the memory. Temperatures are written in kelvin.</source>
      <translation>两者含义相同；整数占用一半内存。温度以开尔文写出。</translation>
    </message>
    <message>
      <source>Write reflectance as</source>
      <translation>反射率写为</translation>
    </message>
    <message>
      <source>Elevation model</source>
      <translation>高程模型</translation>
    </message>
    <message>
      <source>Heights in metres, for images that tell where they lie by a model of their sensor (Gaofen). Without it, the mean height that the model states is used.</source>
      <translation>以米为单位的高程，用于由传感器模型给出位置的影像（高分）。不提供时采用模型给出的平均高程。</translation>
    </message>
    <message>
      <source>For digital numbers (Gaofen): an image of reflectance of about the same day and place, such as a prepared one of Landsat. From the places that have not changed, a line is found for each band that makes its numbers comparable. That is no surface reflectance: what the atmosphere does differs from place to place.</source>
      <translation>用于数字量化值（高分）：日期和地点相近的反射率影像，例如预处理过的 Landsat。依据未变化的地点，为每个波段求一条直线，使其数字可比。这不是地表反射率：大气的影响因地而异。</translation>
    </message>
    <message>
      <source>{image} and {reference} have too little in common in the band {band} to make one comparable to the other. Choose a reference of about the same day and place, without clouds.</source>
      <translation>{image} 与 {reference} 在波段 {band} 上的共同之处太少，无法使二者可比。请选择日期和地点相近、无云的参考影像。</translation>
    </message>
    <message>
      <source>Its numbers were made comparable to {reference} by the places that have not changed.</source>
      <translation>依据未变化的地点，已使其数字与 {reference} 可比。</translation>
    </message>
    <message>
      <source>{reference} has no band like {band} ({wavelength:g} nm). Prepare it with all bands, or choose fewer of the other image.</source>
      <translation>{reference} 没有与 {band}（{wavelength:g} nm）相当的波段。请以全部波段预处理它，或减少另一影像的波段。</translation>
    </message>
    <message>
      <source>{reference} lies elsewhere than {layer}.</source>
      <translation>{reference} 与 {layer} 不在同一地点。</translation>
    </message>
    <message>
      <source>The area that is wanted lies between the tiles {images}.</source>
      <translation>所需区域位于分幅 {images} 之间。</translation>
    </message>
    <message>
      <source>The tiles {images} lie far apart. Name one of them, or give an extent.</source>
      <translation>分幅 {images} 相距很远。请指明其中一幅，或给出范围。</translation>
    </message>
    <message>
      <source>There is no image to prepare.</source>
      <translation>没有可制备的影像。</translation>
    </message>
    <message>
      <source>{image} and {first} are no tiles of one pass: they differ in product or date. Prepare each by itself.</source>
      <translation>{image} 和 {first} 不是同一次过境的分幅：产品或日期不同。请分别制备。</translation>
    </message>
    <message>
      <source>land surface temperature in kelvin</source>
      <translation>地表温度（开尔文）</translation>
    </message>
    <message>
      <source>vegetation index</source>
      <translation>植被指数</translation>
    </message>
    <message>
      <source>digital numbers, which are no surface reflectance</source>
      <translation>数字量化值（非地表反射率）</translation>
    </message>
    <message>
      <source>values like those of the reference, no surface reflectance</source>
      <translation>与参考影像可比的数字（非地表反射率）</translation>
    </message>
    <message>
      <source>{product} has none of the bands {bands}.</source>
      <translation>{product} 没有 {bands} 中的任何波段。</translation>
    </message>
    <message>
      <source>It does not have {bands}.</source>
      <translation>它没有 {bands}。</translation>
    </message>
    <message>
      <source>Layers that would tell of {conditions} are missing.</source>
      <translation>缺少说明{conditions}的图层。</translation>
    </message>
    <message>
      <source>No known product has a name like {name}. Write a rule for it, or use it as it is.</source>
      <translation>没有已知产品的名称类似 {name}。请为它编写规则，或直接使用该文件。</translation>
    </message>
    <message>
      <source>The archive {name} cannot be read ({reason}). Download it again.</source>
      <translation>无法读取压缩包 {name}（{reason}）。请重新下载。</translation>
    </message>
    <message>
      <source>it is no JSON here ({reason})</source>
      <translation>此处不是 JSON（{reason}）</translation>
    </message>
    <message>
      <source>the file holds no entries between {braces}</source>
      <translation>文件中没有写在 {braces} 之间的条目</translation>
    </message>
    <message>
      <source>the entry {name} is missing</source>
      <translation>缺少条目 {name}</translation>
    </message>
    <message>
      <source>{name} needs either {date} or {day}, and of {date}, {day}, {tile} and {band} each once at most</source>
      <translation>{name} 需要 {date} 或 {day} 之一，且 {date}、{day}、{tile} 和 {band} 各最多出现一次</translation>
    </message>
    <message>
      <source>there is no band</source>
      <translation>没有波段</translation>
    </message>
    <message>
      <source>it needs {bit}, or {values}, or {bits} with {values}</source>
      <translation>需要 {bit}，或 {values}，或 {bits} 与 {values}</translation>
    </message>
    <message>
      <source>{value} is none of {choices}</source>
      <translation>{value} 不是 {choices} 之一</translation>
    </message>
    <message>
      <source>{value} stands where {kind} belongs</source>
      <translation>{value} 处应为{kind}</translation>
    </message>
    <message>
      <source>the entry {name} is not known; there are {known}</source>
      <translation>条目 {name} 未知；可用的有 {known}</translation>
    </message>
    <message>
      <source>{file}, line {line}: {reason}.</source>
      <translation>{file}，第 {line} 行：{reason}。</translation>
    </message>
    <message>
      <source>a list of names in braces</source>
      <translation>写在大括号中的名称列表</translation>
    </message>
    <message>
      <source>a text</source>
      <translation>一段文字</translation>
    </message>
    <message>
      <source>a list in brackets</source>
      <translation>写在方括号中的列表</translation>
    </message>
    <message>
      <source>a number</source>
      <translation>一个数字</translation>
    </message>
    <message>
      <source>a whole number from 0</source>
      <translation>从 0 起的整数</translation>
    </message>
    <message>
      <source>a whole number from 1</source>
      <translation>从 1 起的整数</translation>
    </message>
    <message>
      <source>a number or a list of them</source>
      <translation>一个数字或数字列表</translation>
    </message>
    <message>
      <source>a number other than 0</source>
      <translation>一个不为 0 的数字</translation>
    </message>
    <message>
      <source>a list of two numbers, the lesser one first</source>
      <translation>两个数字的列表，较小的在前</translation>
    </message>
    <message>
      <source>No known product is called {image} or of a collection {collection}.</source>
      <translation>没有已知产品的名称为 {image} 或属于数据集 {collection}。</translation>
    </message>
    <message>
      <source>It has no quality layer: clouds are not left out.</source>
      <translation>没有质量图层：未排除云。</translation>
    </message>
    <message>
      <source>The server says reflectance = {scale:g} DN {offset:+g}; the product's own {gain:g} DN {own:+g} counts.</source>
      <translation>服务器称反射率 = {scale:g} DN {offset:+g}；以产品自身的 {gain:g} DN {own:+g} 为准。</translation>
    </message>
    <message>
      <source>{image} has no date.</source>
      <translation>{image} 没有日期。</translation>
    </message>
    <message>
      <source>{image} has no asset for the band {band}.</source>
      <translation>{image} 没有波段 {band} 的文件。</translation>
    </message>
    <message>
      <source>The server describes {image} as STAC does not ({reason}).</source>
      <translation>服务器对 {image} 的描述不符合 STAC（{reason}）。</translation>
    </message>
    <message>
      <source>The extent has no place on the globe. Check its coordinate reference system.</source>
      <translation>该范围在地球上没有位置。请检查其坐标参照系。</translation>
    </message>
    <message>
      <source>Baseline {baseline:05.2f}: nothing was added to the numbers.</source>
      <translation>处理基线 {baseline:05.2f}：数值没有加偏移。</translation>
    </message>
    <message>
      <source>The server says that 1000 was subtracted already.</source>
      <translation>服务器称已减去 1000。</translation>
    </message>
    <message>
      <source>Baseline {baseline:05.2f}: 1000 is subtracted of the numbers.</source>
      <translation>处理基线 {baseline:05.2f}：数值减去 1000。</translation>
    </message>
    <message>
      <source>1000 is subtracted of the numbers, as the server says. This may be wrong, and could not be checked.</source>
      <translation>按服务器所称，数值减去 1000。这可能有误，且无法检查。</translation>
    </message>
    <message>
      <source>1000 was subtracted already, whatever the server says: {share:.0%} of the pixels are below it.</source>
      <translation>无论服务器怎么说，1000 已经减去：{share:.0%} 的像元低于它。</translation>
    </message>
    <message>
      <source>1000 is subtracted of the numbers; only {share:.1%} of the pixels are below it.</source>
      <translation>数值减去 1000；只有 {share:.1%} 的像元低于它。</translation>
    </message>
    <message>
      <source>{count} images found</source>
      <translation>找到 {count} 景影像</translation>
    </message>
    <message>
      <source>There are more than {count} images. Raise the limit, or search for fewer.</source>
      <translation>影像超过 {count} 景。请提高上限，或缩小搜索。</translation>
    </message>
    <message>
      <source>{url} is no address of a STAC API. It begins with https://.</source>
      <translation>{url} 不是 STAC API 的地址。它以 https:// 开头。</translation>
    </message>
    <message>
      <source>{url} cannot be searched: it is a STAC catalogue without an API. Take the address of an API.</source>
      <translation>无法搜索 {url}：它是没有 API 的 STAC 目录。请使用 API 的地址。</translation>
    </message>
    <message>
      <source>{name} is Level 1, reflectance at the top of the atmosphere. Download the same scene as Level 2 (L2SP).</source>
      <translation>{name} 是 1 级产品，为大气顶反射率。请下载同一景的 2 级产品（L2SP）。</translation>
    </message>
    <message>
      <source>{name} is of Collection 1, which is no longer distributed. Download the scene of Collection 2.</source>
      <translation>{name} 属于已停止分发的 Collection 1。请下载该景的 Collection 2。</translation>
    </message>
    <message>
      <source>{name} is Level 1C, reflectance at the top of the atmosphere. Download the same scene as Level 2A, or process it with Sen2Cor.</source>
      <translation>{name} 是 1C 级产品，为大气顶反射率。请下载同一景的 2A 级产品，或用 Sen2Cor 处理。</translation>
    </message>
    <message>
      <source>{name} is Level 1, radiances at the top of the atmosphere. Download the product SY_2_SYN of the same pass.</source>
      <translation>{name} 是 1 级产品，为大气顶辐亮度。请下载同一轨的 SY_2_SYN 产品。</translation>
    </message>
    <message>
      <source>{name} is no surface reflectance of Sentinel-3. Download the product SY_2_SYN of the same pass.</source>
      <translation>{name} 不是 Sentinel-3 的地表反射率。请下载同一次过境的 SY_2_SYN 产品。</translation>
    </message>
    <message>
      <source>{name} is Level 1, radiances at the top of the atmosphere. Download surface reflectance, such as MOD09GA, MCD43A4 or VNP09GA.</source>
      <translation>{name} 是 1 级产品，为大气顶辐亮度。请下载地表反射率产品，例如 MOD09GA、MCD43A4 或 VNP09GA。</translation>
    </message>
    <message>
      <source>{name} is a swath of Level 2 and lies on no grid. Download the tiles of the same day, such as MOD09GA or VNP09GA.</source>
      <translation>{name} 是 2 级条带数据，没有网格。请下载同一天的分块产品，例如 MOD09GA 或 VNP09GA。</translation>
    </message>
    <message>
      <source>{name} holds the leaf area index (LAI), no reflectance. Download MOD09A1 or MCD43A4 of the same days.</source>
      <translation>{name} 是叶面积指数（LAI），不是反射率。请下载相同日期的 MOD09A1 或 MCD43A4。</translation>
    </message>
    <message>
      <source>{name} is a product of MODIS or VIIRS that is neither surface reflectance, vegetation index nor land surface temperature on a grid.</source>
      <translation>{name} 是 MODIS 或 VIIRS 的产品，但既不是网格化的地表反射率，也不是植被指数或地表温度。</translation>
    </message>
    <message>
      <source>{name} is HLS of version 1, which is no longer distributed. Download version 2.0.</source>
      <translation>{name} 是 HLS 第 1 版，已不再分发。请下载 2.0 版。</translation>
    </message>
    <message>
      <source>{name} is radiance at the top of the atmosphere. Order the asset with surface reflectance (AnalyticMS_SR).</source>
      <translation>{name} 是大气顶辐亮度。请订购地表反射率数据（AnalyticMS_SR）。</translation>
    </message>
    <message>
      <source>{name} is made to be looked at, in eight bits. Order the asset with surface reflectance (AnalyticMS_SR).</source>
      <translation>{name} 是供目视的 8 位影像。请订购地表反射率数据（AnalyticMS_SR）。</translation>
    </message>
    <message>
      <source>fine image 1</source>
      <translation>精细影像 1</translation>
    </message>
    <message>
      <source>the reference</source>
      <translation>真实影像</translation>
    </message>
    <message>
      <source>the prediction</source>
      <translation>预测影像</translation>
    </message>
    <message>
      <source>Assessing the prediction</source>
      <translation>正在评价预测影像</translation>
    </message>
    <message>
      <source>The prediction and the reference have no valid pixel in common. Check their nodata values and their position.</source>
      <translation>预测影像与真实影像没有共同的有效像元。请检查它们的无数据值和位置。</translation>
    </message>
    <message>
      <source>The prediction has no valid pixel.</source>
      <translation>预测影像没有有效像元。</translation>
    </message>
    <message>
      <source>Finding the range of the data</source>
      <translation>正在统计数据范围</translation>
    </message>
    <message>
      <source>The data range {given:g} does not fit the values, which reach from {low:.4g} to {high:.4g} with the scale and offset that files state, so PSNR and SSIM mean little. Give it in these units.</source>
      <translation>数据范围 {given:g} 与数值不符：按文件所述的比例和偏移，数值从 {low:.4g} 到 {high:.4g}，因此 PSNR 和 SSIM 意义不大。请按这些单位给出。</translation>
    </message>
    <message>
      <source>The coarse image has {coarse_bands} bands, but the prediction has {bands}. Choose images with the same bands.</source>
      <translation>粗分辨率影像有 {coarse_bands} 个波段，而预测影像有 {bands} 个。请选择波段相同的影像。</translation>
    </message>
    <message>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>文献</translation>
    </message>
    <message>
      <source>none</source>
      <translation>无</translation>
    </message>
    <message>
      <source>{layer} has the same pixel size as the prediction. If it was resampled, give the scale ratio of the original coarse pixels to the fine ones.</source>
      <translation>{layer} 的像元大小与预测影像相同。如果它经过重采样，请给出原始粗像元与精细像元的尺度比。</translation>
    </message>
    <message>
      <source>coarse image</source>
      <translation>粗分辨率影像</translation>
    </message>
    <message>
      <source>fine image of another date</source>
      <translation>另一日期的精细影像</translation>
    </message>
    <message>
      <source>The reference {path} is not there any more. Choose it again.</source>
      <translation>真实影像 {path} 已不存在。请重新选择。</translation>
    </message>
    <message>
      <source>{path} is not there any more. Choose an image to compare with.</source>
      <translation>{path} 已不存在。请选择用于比较的影像。</translation>
    </message>
    <message>
      <source>Choose an image to compare with.</source>
      <translation>请选择用于比较的影像。</translation>
    </message>
    <message>
      <source>Made by STFusion {version}.</source>
      <translation>由 STFusion {version} 生成。</translation>
    </message>
    <message>
      <source>Against the reference, each band</source>
      <translation>与真实影像比较（各波段）</translation>
    </message>
    <message>
      <source>Against the reference, all bands together</source>
      <translation>与真实影像比较（全部波段）</translation>
    </message>
    <message>
      <source>Consistency with the coarse image</source>
      <translation>与粗分辨率影像的一致性</translation>
    </message>
    <message>
      <source>Detail kept from fine image 1</source>
      <translation>保留的精细影像 1 的细节</translation>
    </message>
    <message>
      <source>Grey values</source>
      <translation>灰度值</translation>
    </message>
    <message>
      <source>Pictures and plots show all pixels.</source>
      <translation>图片和图表显示全部像元。</translation>
    </message>
    <message>
      <source>Of every {step} x {step} pixels, pictures and plots show one; the metrics are of all pixels.</source>
      <translation>图片和图表在每 {step} × {step} 个像元中取一个显示；指标由全部像元计算。</translation>
    </message>
    <message>
      <source>root mean square over the bands</source>
      <translation>各波段的均方根</translation>
    </message>
    <message>
      <source>{share} of the pixels in view, in tiles spread over it</source>
      <translation>视图中 {share} 的像元，取自均匀分布的分块</translation>
    </message>
    <message>
      <source>{share} of the scene, in tiles spread over it</source>
      <translation>场景的 {share}，取自均匀分布的分块</translation>
    </message>
    <message>
      <source>all pixels in view</source>
      <translation>视图中的所有像元</translation>
    </message>
    <message>
      <source>the whole scene</source>
      <translation>整个场景</translation>
    </message>
    <message>
      <source>RMSE to the coarse image</source>
      <translation>与粗分辨率影像的 RMSE</translation>
    </message>
    <message>
      <source>RMSE of the prediction averaged to the coarse pixels against the coarse image.</source>
      <translation>预测影像按粗像元取平均后与粗分辨率影像的 RMSE。</translation>
    </message>
    <message>
      <source>Correlation with the coarse image</source>
      <translation>与粗分辨率影像的相关系数</translation>
    </message>
    <message>
      <source>Correlation of the prediction averaged to the coarse pixels with the coarse image.</source>
      <translation>预测影像按粗像元取平均后与粗分辨率影像的相关系数。</translation>
    </message>
    <message>
      <source>Grey mean of the prediction.</source>
      <translation>预测影像的灰度均值。</translation>
    </message>
    <message>
      <source>Mean</source>
      <translation>均值</translation>
    </message>
    <message>
      <source>Grey mean of the reference.</source>
      <translation>真实影像的灰度均值。</translation>
    </message>
    <message>
      <source>Mean of the reference</source>
      <translation>真实影像的均值</translation>
    </message>
    <message>
      <source>Standard deviation</source>
      <translation>标准差</translation>
    </message>
    <message>
      <source>Standard deviation of the prediction: its contrast.</source>
      <translation>预测影像的标准差，即其对比度。</translation>
    </message>
    <message>
      <source>Standard deviation of the reference</source>
      <translation>真实影像的标准差</translation>
    </message>
    <message>
      <source>Standard deviation of the reference: its contrast.</source>
      <translation>真实影像的标准差，即其对比度。</translation>
    </message>
    <message>
      <source>Q4</source>
      <translation>Q4</translation>
    </message>
    <message>
      <source>Quaternion quality index of four-band images.</source>
      <translation>四波段影像的四元数质量指数。</translation>
    </message>
    <message>
      <source>Q2n</source>
      <translation>Q2n</translation>
    </message>
    <message>
      <source>Hypercomplex quality index: spectral and spatial quality of all bands at once.</source>
      <translation>超复数质量指数：同时反映所有波段的光谱质量和空间质量。</translation>
    </message>
    <message>
      <source>Edge strength of the prediction over that of fine image 1.</source>
      <translation>预测影像与精细影像 1 的边缘强度之比。</translation>
    </message>
    <message>
      <source>Correlation of detail</source>
      <translation>细节相关系数</translation>
    </message>
    <message>
      <source>Correlation of the fine structures of the prediction with those of fine image 1.</source>
      <translation>预测影像与精细影像 1 的精细结构之间的相关系数。</translation>
    </message>
    <message>
      <source>lower is better</source>
      <translation>越低越好</translation>
    </message>
    <message>
      <source>higher is better</source>
      <translation>越高越好</translation>
    </message>
    <message>
      <source>best is 0</source>
      <translation>最佳值为 0</translation>
    </message>
    <message>
      <source>best is 1</source>
      <translation>最佳值为 1</translation>
    </message>
    <message>
      <source>for comparison</source>
      <translation>供对照</translation>
    </message>
    <message>
      <source>unit of the data</source>
      <translation>数据单位</translation>
    </message>
    <message>
      <source>Root mean square error.</source>
      <translation>均方根误差。</translation>
    </message>
    <message>
      <source>MAE</source>
      <translation>MAE</translation>
    </message>
    <message>
      <source>Mean absolute error.</source>
      <translation>平均绝对误差。</translation>
    </message>
    <message>
      <source>Bias</source>
      <translation>偏差</translation>
    </message>
    <message>
      <source>Mean of prediction minus reference: positive where it is too bright.</source>
      <translation>预测值减真实值的平均：为正表示偏亮。</translation>
    </message>
    <message>
      <source>R²</source>
      <translation>R²</translation>
    </message>
    <message>
      <source>Coefficient of determination: the part of the reference's variance explained.</source>
      <translation>决定系数：真实影像方差中被解释的部分。</translation>
    </message>
    <message>
      <source>Pearson's correlation coefficient.</source>
      <translation>皮尔逊相关系数。</translation>
    </message>
    <message>
      <source>PSNR</source>
      <translation>PSNR</translation>
    </message>
    <message>
      <source>Peak signal-to-noise ratio: the data range over the RMSE.</source>
      <translation>峰值信噪比：数据范围与 RMSE 之比。</translation>
    </message>
    <message>
      <source>RASE</source>
      <translation>RASE</translation>
    </message>
    <message>
      <source>Relative average spectral error: RMSE of all bands over their mean.</source>
      <translation>相对平均光谱误差：所有波段的 RMSE 与其均值之比。</translation>
    </message>
    <message>
      <source>Relative dimensionless global error, which allows for the scale ratio.</source>
      <translation>相对无量纲全局误差，计入尺度比的影响。</translation>
    </message>
    <message>
      <source>Mean spectral angle between prediction and reference.</source>
      <translation>预测影像与真实影像之间的平均光谱角。</translation>
    </message>
    <message>
      <source>Structural similarity: brightness, contrast and pattern in small windows.</source>
      <translation>结构相似性：小窗口内的亮度、对比度和结构。</translation>
    </message>
    <message>
      <source>UIQI</source>
      <translation>UIQI</translation>
    </message>
    <message>
      <source>Universal image quality index: correlation, brightness and contrast in windows.</source>
      <translation>通用影像质量指数：窗口内的相关性、亮度和对比度。</translation>
    </message>
    <message>
      <source>Edge difference</source>
      <translation>边缘差异</translation>
    </message>
    <message>
      <source>Roberts edges against the reference: below 0 blurred, above 0 sharpened.</source>
      <translation>与真实影像比较的 Roberts 边缘：小于 0 为模糊，大于 0 为过度锐化。</translation>
    </message>
    <message>
      <source>Texture difference</source>
      <translation>纹理差异</translation>
    </message>
    <message>
      <source>Local binary patterns against the reference: below 0 too smooth, above 0 too rough.</source>
      <translation>与真实影像比较的局部二值模式：小于 0 为过于平滑，大于 0 为过于粗糙。</translation>
    </message>
    <message>
      <source>Compared with the reference only. {reason}</source>
      <translation>仅与真实影像比较。{reason}</translation>
    </message>
    <message>
      <source>The reference is of {date}, the image of {other}.</source>
      <translation>真实影像的日期为 {date}，该影像的日期为 {other}。</translation>
    </message>
    <message>
      <source>Valid pixels compared</source>
      <translation>参与比较的有效像元</translation>
    </message>
    <message>
      <source>Coarse pixels compared</source>
      <translation>参与比较的粗像元</translation>
    </message>
    <message>
      <source>Data range for PSNR and SSIM</source>
      <translation>PSNR 和 SSIM 的数据范围</translation>
    </message>
    <message>
      <source>↓ lower is better, ↑ higher is better, → the nearer the better; the number is the best value. The overall value is the mean of the bands. – means not defined.</source>
      <translation>↓ 越低越好，↑ 越高越好，→ 越接近越好；数字为最佳值。总体值为各波段的平均。– 表示无定义。</translation>
    </message>
    <message>
      <source>Prediction ({bands})</source>
      <translation>预测影像（{bands}）</translation>
    </message>
    <message>
      <source>Reference ({bands})</source>
      <translation>真实影像（{bands}）</translation>
    </message>
    <message>
      <source>Size of the error</source>
      <translation>误差大小</translation>
    </message>
    <message>
      <source>prediction − reference</source>
      <translation>预测值 − 真实值</translation>
    </message>
    <message>
      <source>Density of {band}: prediction over reference</source>
      <translation>{band} 的密度：预测值与真实值</translation>
    </message>
    <message>
      <source>% of pixels</source>
      <translation>像元占比 (%)</translation>
    </message>
    <message>
      <source>Histogram of the errors of {band}</source>
      <translation>{band} 的误差直方图</translation>
    </message>
    <message>
      <source>Error of {band}</source>
      <translation>{band} 的误差</translation>
    </message>
    <message>
      <source>{first} has {first_bands} bands, but {second} has {second_bands}. Choose images with the same bands.</source>
      <translation>{first} 有 {first_bands} 个波段，而 {second} 有 {second_bands} 个。请选择波段相同的影像。</translation>
    </message>
    <message>
      <source>{first} has {first_size} pixels, but {second} has {second_size}. Bring both onto the same grid.</source>
      <translation>{first} 的大小为 {first_size} 像元，而 {second} 为 {second_size} 像元。请将两者统一到同一格网。</translation>
    </message>
    <message>
      <source>Some tiles could not be made: {reasons}</source>
      <translation>部分分块无法生成：{reasons}</translation>
    </message>
    <message>
      <source>The run</source>
      <translation>运行</translation>
    </message>
    <message>
      <source>'{name}' is neither a method nor a job file, whose name ends with .toml or .json. There are the methods: {methods}</source>
      <translation>“{name}”既不是方法，也不是作业文件（文件名以 .toml 或 .json 结尾）。可用的方法：{methods}</translation>
    </message>
    <message>
      <source>The job file {path} cannot be read ({reason}).</source>
      <translation>无法读取作业文件 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>The job file {path} is damaged: {reason}</source>
      <translation>作业文件 {path} 已损坏：{reason}</translation>
    </message>
    <message>
      <source>Job files in TOML need Python 3.11 or the Python package tomli. Install it with pip install tomli, or write the job file as JSON, with a name that ends with .json.</source>
      <translation>TOML 格式的作业文件需要 Python 3.11 或 Python 包 tomli。请用 pip install tomli 安装，或将作业文件写成 JSON，文件名以 .json 结尾。</translation>
    </message>
    <message>
      <source>There is no method '{method}'. There are: {methods}</source>
      <translation>没有方法“{method}”。可用的有：{methods}</translation>
    </message>
    <message>
      <source>The job lacks '{name}'.</source>
      <translation>作业缺少“{name}”。</translation>
    </message>
    <message>
      <source>'{name}' has to be a list of paths.</source>
      <translation>“{name}”必须是路径列表。</translation>
    </message>
    <message>
      <source>An extent is four numbers: left, bottom, right, top.</source>
      <translation>范围由四个数组成：左、下、右、上。</translation>
    </message>
    <message>
      <source>{name} is {value}, but has to be of the kind {kind}.</source>
      <translation>{name} 为 {value}，但类型必须是 {kind}。</translation>
    </message>
    <message>
      <source>The job knows no '{name}'. There are: {known}</source>
      <translation>作业中没有“{name}”这一项。可用的有：{known}</translation>
    </message>
    <message>
      <source>A comparison needs two predictions at least.</source>
      <translation>比较至少需要两幅预测影像。</translation>
    </message>
    <message>
      <source>A cluster writes tiles under a virtual raster: let the name of the output end with .vrt instead of {path}.</source>
      <translation>集群会写出分块及其上的虚拟栅格：输出文件名应以 .vrt 结尾，而不是 {path}。</translation>
    </message>
    <message>
      <source>The job's table '{name}' is damaged: {reason}</source>
      <translation>作业的表“{name}”已损坏：{reason}</translation>
    </message>
    <message>
      <source>The job tells a mask or a date of {role}, but no such image.</source>
      <translation>作业给出了 {role} 的掩膜或日期，但没有这幅影像。</translation>
    </message>
    <message>
      <source>'{name}' names no image: write fine_1, coarse_1, ..., coarse_prediction or guide.</source>
      <translation>'{name}' 不是影像的名称：请写 fine_1、coarse_1、……、coarse_prediction 或 guide。</translation>
    </message>
    <message>
      <source>'{value}' is no date: write it as 2024-12-31.</source>
      <translation>“{value}”不是日期：请写成 2024-12-31 的形式。</translation>
    </message>
    <message>
      <source>Scenes of a grid are written in tiles under virtual rasters: let the name of the output end with .vrt instead of {path}.</source>
      <translation>格网的各景以分块形式写在虚拟栅格之下：请让输出名称以 .vrt 结尾，而不是 {path}。</translation>
    </message>
    <message>
      <source>Give either an area or polygons.</source>
      <translation>请只给出区域或多边形之一。</translation>
    </message>
    <message>
      <source>Several polygons would be written into {path}: write {{name}} into the name of the output.</source>
      <translation>多个多边形会被写入 {path}：请在输出名称中写入 {{name}}。</translation>
    </message>
    <message>
      <source>{path} has to be on a disk: only the images of a season go into an object store.</source>
      <translation>{path} 必须在磁盘上：只有季节的影像可写入对象存储。</translation>
    </message>
    <message>
      <source>{layer} tells no date for the name of its prediction. Write {{number}} instead of {{date}}.</source>
      <translation>{layer} 没有可用于预测影像文件名的日期。请用 {{number}} 代替 {{date}}。</translation>
    </message>
    <message>
      <source>Several dates would be written into {path}: write {{date}} or {{number}} into the name of the output.</source>
      <translation>多个日期会写入同一文件 {path}：请在输出文件名中写入 {{date}} 或 {{number}}。</translation>
    </message>
    <message>
      <source>{layer} is left out: {reason}</source>
      <translation>略去 {layer}：{reason}</translation>
    </message>
    <message>
      <source>The catalogue holds images that are not prepared, such as {image}. Take the catalogue that 'Prepare images' writes.</source>
      <translation>目录中有未预处理的影像，例如 {image}。请使用“预处理影像”写出的目录。</translation>
    </message>
    <message>
      <source>The catalogue holds no fine images, which a season is made of.</source>
      <translation>目录中没有精细影像，而季节由它们构成。</translation>
    </message>
    <message>
      <source>as they lack bands of the fine images</source>
      <translation>因缺少精细影像的波段</translation>
    </message>
    <message>
      <source>as more dates are of another series</source>
      <translation>因另一序列的日期更多</translation>
    </message>
    <message>
      <source>Left out, {reason}: {images}</source>
      <translation>已略去（{reason}）：{images}</translation>
    </message>
    <message>
      <source>The fine images are of several sensors. The predictions are as those of {sensor}</source>
      <translation>精细影像来自多个传感器。预测结果相当于 {sensor} 的影像</translation>
    </message>
    <message>
      <source>Taken from the images of {sensor}: {offsets}</source>
      <translation>从 {sensor} 的影像中减去：{offsets}</translation>
    </message>
    <message>
      <source>There is no coarse image of {date} here.</source>
      <translation>此处没有 {date} 的粗分辨率影像。</translation>
    </message>
    <message>
      <source>There are no images of other dates from which {date} could be predicted here.</source>
      <translation>此处没有可用来预测 {date} 的其他日期影像。</translation>
    </message>
    <message>
      <source>No image of the catalogue lies here.</source>
      <translation>目录中没有影像位于此处。</translation>
    </message>
    <message>
      <source>No fine image is of the sensor {wanted}. There are: {sensors}.</source>
      <translation>没有精细影像来自传感器 {wanted}。现有传感器：{sensors}。</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>未知</translation>
    </message>
    <message>
      <source>The date of the mask {layer} is unknown. Write it into the file's name as YYYY-MM-DD.</source>
      <translation>掩膜 {layer} 的日期未知。请以 YYYY-MM-DD 写入文件名。</translation>
    </message>
    <message>
      <source>The mask {layer} has the date {date}, but no image has.</source>
      <translation>掩膜 {layer} 的日期为 {date}，但没有这个日期的影像。</translation>
    </message>
    <message>
      <source>{date} is predicted by the smoother: {reason}</source>
      <translation>{date} 由平滑器预测：{reason}</translation>
    </message>
    <message>
      <source>there is no coarse image within {days} days</source>
      <translation>{days} 天之内没有粗分辨率影像</translation>
    </message>
    <message>
      <source>undated</source>
      <translation>无日期</translation>
    </message>
    <message>
      <source>{pattern} is no pattern for names of files: write letters, {fields} and .tif, as in {usual}.</source>
      <translation>{pattern} 不是有效的文件名格式：请使用字母、{fields} 和 .tif，例如 {usual}。</translation>
    </message>
    <message>
      <source>nearest</source>
      <translation>最近</translation>
    </message>
    <message>
      <source>before and after</source>
      <translation>前后各一</translation>
    </message>
    <message>
      <source>as many as possible</source>
      <translation>尽可能多</translation>
    </message>
    <message>
      <source>{count} days after</source>
      <translation>{count} 天后</translation>
    </message>
    <message>
      <source>{count} days before</source>
      <translation>{count} 天前</translation>
    </message>
    <message>
      <source>the same day</source>
      <translation>同一天</translation>
    </message>
    <message>
      <source>only {share}</source>
      <translation>仅 {share}</translation>
    </message>
    <message>
      <source>coarse image of {date}</source>
      <translation>粗分辨率影像日期 {date}</translation>
    </message>
    <message>
      <source>coarse images alike: {likeness:.2f}</source>
      <translation>粗分辨率影像相似度：{likeness:.2f}</translation>
    </message>
    <message>
      <source>views differ by {angle:.0f}°</source>
      <translation>观测角度相差 {angle:.0f}°</translation>
    </message>
    <message>
      <source>This needs the images of two dates at least, but there is only {count}.</source>
      <translation>至少需要两个日期的影像，但只有 {count} 个。</translation>
    </message>
    <message>
      <source>There is no guide for {date}. Give one guide for all dates, or one for each fine image, with its date in the file's name as YYYY-MM-DD.</source>
      <translation>没有 {date} 的引导图层。请给出一幅用于所有日期的引导图层，或为每幅精细影像各给一幅，并在文件名中写明日期，格式为 YYYY-MM-DD。</translation>
    </message>
    <message>
      <source>The date of {layer} is unknown. Write it into the file's name as YYYY-MM-DD, or give the layer a fixed time range (Properties &gt; Temporal).</source>
      <translation>{layer} 的日期未知。请把日期以 YYYY-MM-DD 写入文件名，或为图层设置固定时间范围（属性 &gt; 时态）。</translation>
    </message>
    <message>
      <source>{first} and {second} have the same date, {date}. Give one image for each date.</source>
      <translation>{first} 和 {second} 的日期相同（{date}）。每个日期只给一幅影像。</translation>
    </message>
    <message>
      <source>There is no coarse image for {layer} of {date}; the nearest is {coarse} of {coarse_date}.</source>
      <translation>{layer}（{date}）没有对应的粗分辨率影像；最近的是 {coarse}（{coarse_date}）。</translation>
    </message>
    <message>
      <source>If the land has not changed in between, set 'Days between the images of a pair' to {days}.</source>
      <translation>如果其间地表没有变化，请把“影像对之间的天数”设为 {days}。</translation>
    </message>
    <message>
      <source>Give one, or leave the fine image out.</source>
      <translation>请给出一幅，或不使用这幅精细影像。</translation>
    </message>
    <message>
      <source>Brought to the same units: {images}.</source>
      <translation>已换算为相同单位：{images}。</translation>
    </message>
    <message>
      <source>Left in the units of their files, as they cannot be compared with {fine}: {images}.</source>
      <translation>保留文件自身的单位，因为无法与 {fine} 比较：{images}。</translation>
    </message>
    <message>
      <source>The area is no polygon.</source>
      <translation>该区域不是多边形。</translation>
    </message>
    <message>
      <source>Fused</source>
      <translation>融合</translation>
    </message>
    <message>
      <source>Interpolation in time</source>
      <translation>时间插值</translation>
    </message>
    <message>
      <source>Nearest image</source>
      <translation>最近的影像</translation>
    </message>
    <message>
      <source>Plain smoother</source>
      <translation>简单平滑器</translation>
    </message>
    <message>
      <source>{low} days and more</source>
      <translation>{low} 天及以上</translation>
    </message>
    <message>
      <source>{low} to {high} days</source>
      <translation>{low} 至 {high} 天</translation>
    </message>
    <message>
      <source>Nothing is proved: this needs three clear fine images at least, of which one can be held out between the others.</source>
      <translation>没有得到证明：至少需要三幅清晰的精细影像，其中一幅可以在其余之间留出。</translation>
    </message>
    <message>
      <source>Fusion does not beat interpolation of the fine images in time here (errors {percent:+.0f} %): the coarse images add nothing at these gaps.</source>
      <translation>融合在此不优于精细影像的时间插值（误差 {percent:+.0f} %）：在这样的间隔下粗分辨率影像没有帮助。</translation>
    </message>
    <message>
      <source>Fused images have {percent:.0f} % smaller errors than interpolation of the fine images in time, over the dates that were held out.</source>
      <translation>在留出的日期上，融合影像的误差比精细影像的时间插值小 {percent:.0f} %。</translation>
    </message>
    <message>
      <source>But with gaps of {gaps} interpolation is better.</source>
      <translation>但间隔为 {gaps} 时插值更好。</translation>
    </message>
    <message>
      <source>By the length of the gap</source>
      <translation>按间隔长度</translation>
    </message>
    <message>
      <source>RMSE of fine images that were held out and predicted from the others, mean over the bands. The gap lies between the two fine images that were used. For longer gaps, the images within 15 days were withheld, too. Plain smoother: follows the coarse images wholly, with one variance for all pixels.</source>
      <translation>留出并由其余影像预测的精细影像的 RMSE，取各波段平均。间隔是所用两幅精细影像之间的天数。为得到更长的间隔，15 天之内的影像也一并不用。简单平滑器：完全跟随粗分辨率影像，所有像元共用一个方差。</translation>
    </message>
    <message>
      <source>By class of land</source>
      <translation>按地物类别</translation>
    </message>
    <message>
      <source>Classes of pixels that are alike in the mean of all dates.</source>
      <translation>在所有日期的平均中相似的像元为一类。</translation>
    </message>
    <message>
      <source>Each band</source>
      <translation>各波段</translation>
    </message>
    <message>
      <source>Before the first and after the last image</source>
      <translation>第一幅之前和最后一幅之后</translation>
    </message>
    <message>
      <source>Interpolation is the nearest image there.</source>
      <translation>此处的插值就是最近的影像。</translation>
    </message>
    <message>
      <source>one side only</source>
      <translation>仅一侧</translation>
    </message>
    <message>
      <source>Is the uncertainty right?</source>
      <translation>不确定性是否正确？</translation>
    </message>
    <message>
      <source>Errors within one deviation</source>
      <translation>误差在一倍偏差之内</translation>
    </message>
    <message>
      <source>{share:.0%} (of normal errors: 68 %)</source>
      <translation>{share:.0%}（正态误差：68 %）</translation>
    </message>
    <message>
      <source>Errors within two deviations</source>
      <translation>误差在两倍偏差之内</translation>
    </message>
    <message>
      <source>{share:.0%} (of normal errors: 95 %)</source>
      <translation>{share:.0%}（正态误差：95 %）</translation>
    </message>
    <message>
      <source>Deviations are multiplied by what the other dates that were held out ask for.</source>
      <translation>偏差乘以由其他留出日期得出的系数。</translation>
    </message>
    <message>
      <source>Proof of a season</source>
      <translation>一个季节的证明</translation>
    </message>
    <message>
      <source>all</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>Gap</source>
      <translation>间隔</translation>
    </message>
    <message>
      <source>class {number}</source>
      <translation>类别 {number}</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Share</source>
      <translation>比例</translation>
    </message>
    <message>
      <source>Date (from)</source>
      <translation>日期（依据）</translation>
    </message>
    <message>
      <source>Gap [days]</source>
      <translation>间隔 [天]</translation>
    </message>
    <message>
      <source>The catalogue holds no {kind} images: a pair needs both a fine and a coarse image.</source>
      <translation>目录中没有{kind}影像：影像对需要一景精细影像和一景粗分辨率影像。</translation>
    </message>
    <message>
      <source>{date}: there is no coarse image.</source>
      <translation>{date}：没有粗分辨率影像。</translation>
    </message>
    <message>
      <source>{date}: there is no pair for it, that is a fine image and a coarse one like {image} of another date.</source>
      <translation>{date}：没有影像对，即另一日期的一景精细影像和一景与 {image} 同类的粗分辨率影像。</translation>
    </message>
    <message>
      <source>days to the nearest observation</source>
      <translation>距最近观测的天数</translation>
    </message>
    <message>
      <source>state</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>The guide is not used: the method of the season takes none. These take one: {methods}.</source>
      <translation>未使用引导图层：该季节的方法不使用它。以下方法使用它：{methods}。</translation>
    </message>
    <message>
      <source>{guide}: not used, the method takes none</source>
      <translation>{guide}：未使用，该方法不使用引导图层</translation>
    </message>
    <message>
      <source>{guide}: counts in {number} of {count} predictions; {use}</source>
      <translation>{guide}：在 {count} 次预测中的 {number} 次起作用；{use}</translation>
    </message>
    <message>
      <source>{layer} contradicts the images before and after it, which agree, in more than a tenth of its pixels: other dates do not use these. If they are clouds, give a mask.</source>
      <translation>{layer} 有超过十分之一的像元与前后影像矛盾，而前后影像彼此一致：其他日期不使用这些像元。如果是云，请给出掩膜。</translation>
    </message>
    <message>
      <source>Pixels within a coarse one are told apart by their courses of the season: {percent:.0f} % of that is used, as fine images that were held out show</source>
      <translation>粗分辨率像元内部的像元按其季节内的时间过程加以区分：由留出的精细影像可知，其中 {percent:.0f} % 可用</translation>
    </message>
    <message>
      <source>Give the dates to predict.</source>
      <translation>请给出要预测的日期。</translation>
    </message>
    <message>
      <source>A season of {fine} fine and {coarse} coarse images; {dates} dates are wanted</source>
      <translation>一个季节：{fine} 幅精细影像和 {coarse} 幅粗分辨率影像；需要 {dates} 个日期</translation>
    </message>
    <message>
      <source>{count} dates are there already, made of the same images and parameters: they are kept</source>
      <translation>已有 {count} 个日期由相同的影像和参数得到：予以保留</translation>
    </message>
    <message>
      <source>{layer} is left out: it has no clear pixel</source>
      <translation>略去 {layer}：没有清晰的像元</translation>
    </message>
    <message>
      <source>{layer} is left out, as its date is unknown. Write it into the file's name as YYYY-MM-DD, or give the layer a fixed time range (Properties &gt; Temporal).</source>
      <translation>略去 {layer}，因为其日期未知。请以 YYYY-MM-DD 写入文件名，或为图层设置固定时间范围（属性 &gt; 时态）。</translation>
    </message>
    <message>
      <source>A season needs one fine image at least whose date is known.</source>
      <translation>一个季节至少需要一幅日期已知的精细影像。</translation>
    </message>
    <message>
      <source>Dates held out: {count}</source>
      <translation>留出的日期：{count}</translation>
    </message>
    <message>
      <source>A season by a method, or of an index that is fused itself, needs a folder on a disk that all workers see, for files in between. Name it as 'work'.</source>
      <translation>由某种方法预测的季节，或融合指数本身的季节，需要磁盘上一个所有工作进程都能看到的文件夹，用于存放中间文件。请用“work”指定它。</translation>
    </message>
    <message>
      <source>nothing known</source>
      <translation>一无所知</translation>
    </message>
    <message>
      <source>observed</source>
      <translation>观测值</translation>
    </message>
    <message>
      <source>fused, fine images on both sides</source>
      <translation>融合，前后都有精细影像</translation>
    </message>
    <message>
      <source>fused, fine images on one side</source>
      <translation>融合，一侧有精细影像</translation>
    </message>
    <message>
      <source>fused, coarse image filled in time</source>
      <translation>融合，粗分辨率影像为时间填补</translation>
    </message>
    <message>
      <source>interpolated in time</source>
      <translation>时间插值</translation>
    </message>
    <message>
      <source>The index {text} cannot be read. Write an expression of bands, numbers, + - * / and brackets, such as (nir - red) / (nir + red).</source>
      <translation>无法读懂指数 {text}。请用波段、数字、+ - * / 和括号写成表达式，例如 (nir - red) / (nir + red)。</translation>
    </message>
    <message>
      <source>The index {text} needs the band '{band}', which the fine images do not name. Their bands are: {names}. Write b1, b2, ... for bands by number.</source>
      <translation>指数 {text} 需要波段“{band}”，但精细影像没有这个名称的波段。其波段为：{names}。按编号请写 b1、b2……</translation>
    </message>
    <message>
      <source>This GDAL cannot write {format}. Take GeoTIFFs alone.</source>
      <translation>此 GDAL 不能写 {format}。请只用 GeoTIFF。</translation>
    </message>
    <message>
      <source>Give the dates to predict: there are no coarse images whose dates could be taken.</source>
      <translation>请给出要预测的日期：没有可取其日期的粗分辨率影像。</translation>
    </message>
    <message>
      <source>{text} is no date. Write dates as 2020-10-01, separated by commas, or a range with its step in days, such as 2020-10-01/2020-12-31/8.</source>
      <translation>{text} 不是日期。请将日期写成 2020-10-01，用逗号分隔，或带步长（天）的范围，例如 2020-10-01/2020-12-31/8。</translation>
    </message>
    <message>
      <source>{count} dates are too many for a season: {most} at most.</source>
      <translation>{count} 个日期对一个季节来说太多：最多 {most} 个。</translation>
    </message>
    <message>
      <source>The abrupt change comes at date {change}, but there are only {dates} dates. Choose an earlier date for it or more dates.</source>
      <translation>突变发生在第 {change} 个日期，但只有 {dates} 个日期。请提前突变日期，或增加日期数。</translation>
    </message>
    <message>
      <source>Simulating the land</source>
      <translation>正在模拟地表</translation>
    </message>
    <message>
      <source>Flood along the river</source>
      <translation>沿河洪水</translation>
    </message>
    <message>
      <source>Harvest of a third of the fields</source>
      <translation>三分之一地块收割</translation>
    </message>
    <message>
      <source>Reflectance × 10000, Int16</source>
      <translation>反射率 × 10000，Int16</translation>
    </message>
    <message>
      <source>Reflectance 0 to 1, Float32</source>
      <translation>反射率 0 至 1，Float32</translation>
    </message>
    <message>
      <source>Width</source>
      <translation>宽度</translation>
    </message>
    <message>
      <source>Columns of the fine images.</source>
      <translation>精细影像的列数。</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>高度</translation>
    </message>
    <message>
      <source>Rows of the fine images.</source>
      <translation>精细影像的行数。</translation>
    </message>
    <message>
      <source>Fine pixel size</source>
      <translation>精细像元大小</translation>
    </message>
    <message>
      <source>metres</source>
      <translation>米</translation>
    </message>
    <message>
      <source>Side of a fine pixel. Fields, roads and rivers have their size in metres: smaller pixels show more of them.</source>
      <translation>精细像元的边长。地块、道路和河流的大小以米计：像元越小，显示得越详细。</translation>
    </message>
    <message>
      <source>Side of a coarse pixel in fine pixels. 16 is Landsat beside MODIS at 500 m; 30 is Sentinel-2 at 10 m beside Sentinel-3 at 300 m.</source>
      <translation>粗像元的边长，以精细像元计。16 相当于 Landsat 配 500 m 的 MODIS；30 相当于 10 m 的 Sentinel-2 配 300 m 的 Sentinel-3。</translation>
    </message>
    <message>
      <source>Number of dates</source>
      <translation>日期数</translation>
    </message>
    <message>
      <source>A fine and a coarse image are made for every date. With three dates, predict the second from the first, or from the first and the third.</source>
      <translation>每个日期生成一幅精细影像和一幅粗分辨率影像。有三个日期时，可由第一个日期，或由第一和第三个日期预测第二个日期。</translation>
    </message>
    <message>
      <source>Year of the first date</source>
      <translation>首个日期的年份</translation>
    </message>
    <message>
      <source>The year in which the series begins.</source>
      <translation>序列开始的年份。</translation>
    </message>
    <message>
      <source>day of the year</source>
      <translation>年积日</translation>
    </message>
    <message>
      <source>Day of the year of the first date. Crops are those of the northern temperate zone: they change most from April to July and in September.</source>
      <translation>首个日期在一年中的天数。作物为北温带作物：4 月至 7 月以及 9 月变化最大。</translation>
    </message>
    <message>
      <source>Days between dates</source>
      <translation>日期间隔</translation>
    </message>
    <message>
      <source>days</source>
      <translation>天</translation>
    </message>
    <message>
      <source>Days from each date to the next.</source>
      <translation>相邻日期之间的天数。</translation>
    </message>
    <message>
      <source>Number of bands</source>
      <translation>波段数</translation>
    </message>
    <message>
      <source>1 to 6 and 10 bands are those of Landsat and Sentinel-2 that suit the number: 6 are blue, green, red, near infrared and two in the short-wave infrared. Other numbers are spread evenly over 450 to 2300 nm.</source>
      <translation>1 至 6 个及 10 个波段取自 Landsat 和 Sentinel-2 的相应波段：6 个波段为蓝、绿、红、近红外和两个短波红外。其他数目的波段均匀分布在 450 至 2300 nm 之间。</translation>
    </message>
    <message>
      <source>Field size</source>
      <translation>地块大小</translation>
    </message>
    <message>
      <source>Typical side of a field. Fields smaller than a coarse pixel make the land heterogeneous, and fusion difficult.</source>
      <translation>地块的典型边长。小于粗像元的地块使地表异质，增加融合难度。</translation>
    </message>
    <message>
      <source>Centre pivots</source>
      <translation>中心支轴式喷灌区</translation>
    </message>
    <message>
      <source>Some districts are irrigated in circles.</source>
      <translation>部分区域为圆形灌溉地块。</translation>
    </message>
    <message>
      <source>Relief</source>
      <translation>地形起伏</translation>
    </message>
    <message>
      <source>Strength of the shading of hills: 0 is none, 1 natural.</source>
      <translation>山体阴影的强度：0 为无，1 为自然强度。</translation>
    </message>
    <message>
      <source>Abrupt change</source>
      <translation>突变</translation>
    </message>
    <message>
      <source>Something that no calendar foretells, seen from a certain date on.</source>
      <translation>任何物候都无法预知、自某一日期起出现的变化。</translation>
    </message>
    <message>
      <source>Date of the abrupt change</source>
      <translation>突变日期</translation>
    </message>
    <message>
      <source>Number of the first date that shows the abrupt change.</source>
      <translation>首次出现突变的日期的序号。</translation>
    </message>
    <message>
      <source>Clouds</source>
      <translation>云</translation>
    </message>
    <message>
      <source>per cent</source>
      <translation>百分比</translation>
    </message>
    <message>
      <source>Share of every fine image that lies under clouds and their shadows, and is nodata. Coarse pixels that are mostly so are nodata too.</source>
      <translation>每幅精细影像被云和云影覆盖而成为无效像元的比例。大部分被覆盖的粗像元同样无效。</translation>
    </message>
    <message>
      <source>Noise</source>
      <translation>噪声</translation>
    </message>
    <message>
      <source>reflectance</source>
      <translation>反射率</translation>
    </message>
    <message>
      <source>Standard deviation of the noise of both sensors.</source>
      <translation>两个传感器噪声的标准差。</translation>
    </message>
    <message>
      <source>Blur of the coarse sensor</source>
      <translation>粗分辨率传感器的模糊</translation>
    </message>
    <message>
      <source>Full width at half maximum of the Gaussian point spread function of the coarse sensor, besides the area of its pixel; 0 is the plain mean of the fine pixels in a coarse one.</source>
      <translation>粗分辨率传感器在像元面积平均之外的高斯点扩散函数的半高全宽；取 0 时为粗像元内精细像元的简单平均。</translation>
    </message>
    <message>
      <source>Shift of the coarse images</source>
      <translation>粗分辨率影像的偏移</translation>
    </message>
    <message>
      <source>The coarse images show the land this far to the right and below of where their grid says: an error of registration.</source>
      <translation>粗分辨率影像所示地表相对于其格网位置向右、向下偏移的距离：即配准误差。</translation>
    </message>
    <message>
      <source>Standard deviation of the gain of the coarse bands against the fine ones; their offsets vary by a tenth of it, as reflectance.</source>
      <translation>粗分辨率波段相对于精细波段增益的标准差；偏置的变化为其十分之一，以反射率计。</translation>
    </message>
    <message>
      <source>Data type</source>
      <translation>数据类型</translation>
    </message>
    <message>
      <source>How reflectance is written.</source>
      <translation>反射率的写出方式。</translation>
    </message>
    <message>
      <source>Another seed is another land. The same seed gives the same images.</source>
      <translation>种子不同，地表不同。种子相同，影像相同。</translation>
    </message>
    <message>
      <source>A worker computes with {here}, and another one with {there}: their results differ in the last digits. Install the same packages on all of them.</source>
      <translation>一个工作进程使用 {here} 计算，另一个使用 {there}：二者结果在末位数字上有差异。请在所有工作进程上安装相同的软件包。</translation>
    </message>
    <message>
      <source>Tiles: {made} computed, {kept} finished before, {failed} failed; in {seconds:.1f} s.</source>
      <translation>分块：计算 {made} 个，先前已完成 {kept} 个，失败 {failed} 个；用时 {seconds:.1f} 秒。</translation>
    </message>
    <message>
      <source>Finished before: {count} tiles</source>
      <translation>先前已完成：{count} 个分块</translation>
    </message>
    <message>
      <source>Tile {tile}: {reason}</source>
      <translation>分块 {tile}：{reason}</translation>
    </message>
    <message>
      <source>{path} is not written, as tiles are missing. Mend what is said above and run it again: finished tiles are kept.</source>
      <translation>由于缺少分块，未写出 {path}。请解决上述问题后重新运行：已完成的分块会保留。</translation>
    </message>
    <message>
      <source>Preparing</source>
      <translation>正在准备</translation>
    </message>
    <message>
      <source>{percent:.0f} % done, about {time} left</source>
      <translation>已完成 {percent:.0f} %，约剩 {time}</translation>
    </message>
    <message>
      <source>{count} s</source>
      <translation>{count} 秒</translation>
    </message>
    <message>
      <source>{count} min</source>
      <translation>{count} 分钟</translation>
    </message>
    <message>
      <source>{count:.1f} h</source>
      <translation>{count:.1f} 小时</translation>
    </message>
    <message>
      <source>Residual fusion</source>
      <translation>残差融合</translation>
    </message>
    <message>
      <source>Starts from the temporal difference and learns what it misses. Small and fast; the best choice for most scenes. Takes a guide.</source>
      <translation>从时间差异出发，学习它所缺少的部分。小而快；对大多数场景是最佳选择。可使用引导图层。</translation>
    </message>
    <message>
      <source>Residual fusion, one to three references</source>
      <translation>残差融合，一至三个参考影像对</translation>
    </message>
    <message>
      <source>Residual fusion from one to three pairs in any order, which knows of their gaps: what one pair lacks it takes from the others. Of the difference between the sensors it takes what lasts.</source>
      <translation>由一至三个影像对进行残差融合，顺序不限，并知道它们的空缺：一对缺少的，取自其他对。传感器之间的差异只取其中持续存在的部分。</translation>
    </message>
    <message>
      <source>Windowed transformer</source>
      <translation>窗口 Transformer</translation>
    </message>
    <message>
      <source>Attention within windows of 32 pixels, after SwinSTFM, with a million weights. A step takes three times as long as one of residual fusion: it needs long trainings.</source>
      <translation>在 32 个像元的窗口内做注意力，仿照 SwinSTFM，有一百万个权重。一步所需的时间是残差融合的三倍：需要长时间训练。</translation>
    </message>
    <message>
      <source>Autoencoder with feature loss</source>
      <translation>带特征损失的自编码器</translation>
    </message>
    <message>
      <source>Encodes the fine image and the change apart, as EDCSTFN, but at half the resolution, and is judged by features, too, which an autoencoder of fine images learns beside it. It needs long trainings.</source>
      <translation>像 EDCSTFN 一样分别编码精细影像与变化，但分辨率减半，并且还以特征评判，这些特征由一个精细影像的自编码器同时学习。需要长时间训练。</translation>
    </message>
    <message>
      <source>EDCSTFN</source>
      <translation>EDCSTFN</translation>
    </message>
    <message>
      <source>Encodes the fine image and the change apart, and decodes their sum. A known network to compare with; several times slower than residual fusion.</source>
      <translation>分别编码精细影像与变化，再解码二者之和。用于比较的知名网络；比残差融合慢数倍。</translation>
    </message>
    <message>
      <source>EDCSTFN, two references</source>
      <translation>EDCSTFN，两个参考影像对</translation>
    </message>
    <message>
      <source>EDCSTFN between two pairs: where their changes differ, the smaller one counts more.</source>
      <translation>介于两个影像对之间的 EDCSTFN：二者的变化不同时，变化较小者权重更大。</translation>
    </message>
    <message>
      <source>DCSTFN</source>
      <translation>DCSTFN</translation>
    </message>
    <message>
      <source>The first network of its kind: features of the fine image, plus the change of those of the coarse images. For comparison; it blurs.</source>
      <translation>同类网络中的第一个：精细影像的特征加上粗分辨率影像特征的变化。仅供比较；结果偏模糊。</translation>
    </message>
    <message>
      <source>GAN-STFM</source>
      <translation>GAN-STFM</translation>
    </message>
    <message>
      <source>Needs the coarse image of the prediction date and a fine image of any date, without its coarse one: for areas without pairs. Slow to train. ATPRK, which needs the same images and no training, was better on two of four test dates, by far where a flood had changed the land.</source>
      <translation>需要预测日期的粗分辨率影像和任意日期的精细影像，后者无需同日期的粗分辨率影像：适用于没有影像对的地区。训练较慢。ATPRK 需要同样的影像而无需训练，在四个测试日期中有两个更好，在洪水改变了地表处更是好得多。</translation>
    </message>
    <message>
      <source>SRCNN</source>
      <translation>SRCNN</translation>
    </message>
    <message>
      <source>Sharpens the interpolated coarse image, without any fine one: learned super-resolution, for comparison.</source>
      <translation>在没有任何精细影像的情况下锐化插值后的粗分辨率影像：学习型超分辨率，供比较之用。</translation>
    </message>
    <message>
      <source>There is no architecture '{name}'. Choose one of: {names}.</source>
      <translation>没有名为“{name}”的网络结构。请选择以下之一：{names}。</translation>
    </message>
    <message>
      <source>Stopped before there was a network.</source>
      <translation>在得到网络之前已停止。</translation>
    </message>
    <message>
      <source>The memory is not enough for this training. Close other programs, use the CPU instead of the graphics card, or give smaller images.</source>
      <translation>内存不足，无法进行此训练。请关闭其他程序，改用 CPU 代替显卡，或提供较小的影像。</translation>
    </message>
    <message>
      <source>The Python package {package} is missing, which training needs.</source>
      <translation>缺少训练所需的 Python 包 {package}。</translation>
    </message>
    <message>
      <source>Give one guide for all dates of a scene, or one for each of them; and to each scene.</source>
      <translation>请为场景的所有日期给出一幅引导图层，或为每个日期各给一幅；每个场景都要有。</translation>
    </message>
    <message>
      <source>The network could not be compared with other methods. {reason}</source>
      <translation>网络无法与其他方法比较。{reason}</translation>
    </message>
    <message>
      <source>The Python package onnx is missing: without it a network cannot be written. Install it beside torch ('pip install onnx').</source>
      <translation>缺少 Python 包 onnx：没有它就无法写出网络。请将其安装在 torch 旁（'pip install onnx'）。</translation>
    </message>
    <message>
      <source>Error on the held-out images with the guide: {guided}; without it, trained alike: {plain}.</source>
      <translation>留出影像上的误差：有引导图层 {guided}；没有引导图层、以相同方式训练 {plain}。</translation>
    </message>
    <message>
      <source>The guide helps: the network takes it.</source>
      <translation>引导图层有帮助：网络使用它。</translation>
    </message>
    <message>
      <source>The guide does not help by three percent: the network is the one without it.</source>
      <translation>引导图层的帮助不到百分之三：网络是不用它的那一个。</translation>
    </message>
    <message>
      <source>image {number}</source>
      <translation>影像 {number}</translation>
    </message>
    <message>
      <source>No image of the scene has the date {date} to be held out. There are: {dates}.</source>
      <translation>场景中没有日期为 {date} 的影像可供留出。现有日期：{dates}。</translation>
    </message>
    <message>
      <source>none with a date</source>
      <translation>没有带日期的影像</translation>
    </message>
    <message>
      <source>With {count} dates, none can be held out. Hold out a part of the scene instead ('spatial').</source>
      <translation>只有 {count} 个日期，无法留出其中之一。请改为留出场景的一部分（'spatial'）。</translation>
    </message>
    <message>
      <source>Predicting the held-out images</source>
      <translation>正在预测留出的影像</translation>
    </message>
    <message>
      <source>This network</source>
      <translation>该网络</translation>
    </message>
    <message>
      <source>Fine image 1, unchanged</source>
      <translation>不变的精细影像 1</translation>
    </message>
    <message>
      <source>Comparing with {method}</source>
      <translation>正在与 {method} 比较</translation>
    </message>
    <message>
      <source>None of the held-out pixels could be predicted. Check the masks, or hold out another date.</source>
      <translation>留出的像元都无法预测。请检查掩膜，或留出另一个日期。</translation>
    </message>
    <message>
      <source>Step {step:,}: what was given, the prediction, the true image, the error</source>
      <translation>第 {step:,} 步：给定影像、预测影像、真实影像、误差</translation>
    </message>
    <message>
      <source>{layer} has no coarse image, but other dates have one. Give one to each date, or to none to have them simulated.</source>
      <translation>{layer} 没有粗分辨率影像，而其他日期有。请为每个日期都提供一幅，或都不提供而由程序模拟。</translation>
    </message>
    <message>
      <source>The area has {rows} x {columns} pixels, which is too small to train on: it must have {size} rows and columns at least.</source>
      <translation>该区域为 {rows} x {columns} 像元，太小，无法用于训练：行数和列数都至少为 {size}。</translation>
    </message>
    <message>
      <source>{layer} is too small to train on: it must have {size} rows and columns at least.</source>
      <translation>{layer} 太小，无法用于训练：行数和列数均至少为 {size}。</translation>
    </message>
    <message>
      <source>{layer} has no valid pixel in the area to train on. Check its nodata value and its mask.</source>
      <translation>{layer} 在训练区域内没有有效像元。请检查其 nodata 值和掩膜。</translation>
    </message>
    <message>
      <source>The guide {layer} has {count} bands, but must have {wanted}, as the others or as the guide of the network to start from.</source>
      <translation>引导图层 {layer} 有 {count} 个波段，但必须有 {wanted} 个，与其他引导图层或起始网络的引导图层相同。</translation>
    </message>
    <message>
      <source>The network to start from was trained with a guide for each date, or the other way round. Give the guide as then.</source>
      <translation>起始网络训练时每个日期各有一幅引导图层，或者正好相反。请按当时的方式给出引导图层。</translation>
    </message>
    <message>
      <source>The guide {layer} holds labels, but a network takes values, such as images or their features.</source>
      <translation>引导图层 {layer} 是标签，而网络使用数值，例如影像或其特征。</translation>
    </message>
    <message>
      <source>The guide {layer} has more than {count} bands. Give fewer.</source>
      <translation>引导图层 {layer} 的波段多于 {count} 个。请减少波段。</translation>
    </message>
    <message>
      <source>The guide {layer} has the same value everywhere.</source>
      <translation>引导图层 {layer} 处处取值相同。</translation>
    </message>
    <message>
      <source>{title} needs the images of {count} dates at least, but {layer} has {found}.</source>
      <translation>{title} 至少需要 {count} 个日期的影像，但 {layer} 有 {found} 个。</translation>
    </message>
    <message>
      <source>{layer} gives another number of bands ({found}) than the first scene ({wanted}). Train a network that is run band by band ('bands': 'any'), or choose scenes of equal bands.</source>
      <translation>{layer} 的波段数（{found}）与第一景（{wanted}）不同。请训练逐波段运行的网络（'bands': 'any'），或选择波段相同的影像。</translation>
    </message>
    <message>
      <source>Training of {title}</source>
      <translation>{title} 的训练</translation>
    </message>
    <message>
      <source>Course of the training</source>
      <translation>训练过程</translation>
    </message>
    <message>
      <source>The network</source>
      <translation>网络</translation>
    </message>
    <message>
      <source>To repeat it</source>
      <translation>重复训练</translation>
    </message>
    <message>
      <source>This network was not compared with other methods.</source>
      <translation>该网络没有与其他方法比较。</translation>
    </message>
    <message>
      <source>Whether it is better than they are is not known: compare its predictions with true images before you use it.</source>
      <translation>不知道它是否优于其他方法：使用之前请把它的预测影像与真实影像比较。</translation>
    </message>
    <message>
      <source>Held out</source>
      <translation>留出</translation>
    </message>
    <message>
      <source>as given</source>
      <translation>给定的</translation>
    </message>
    <message>
      <source>simulated</source>
      <translation>模拟的</translation>
    </message>
    <message>
      <source>Started from</source>
      <translation>起点</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>训练</translation>
    </message>
    <message>
      <source>{steps:,} steps in {time}; the best was step {best:,}</source>
      <translation>{steps:,} 步，用时 {time}；最好的是第 {best:,} 步</translation>
    </message>
    <message>
      <source>{minutes:.1f} min</source>
      <translation>{minutes:.1f} 分钟</translation>
    </message>
    <message>
      <source>All predict the image of {date} from the dates nearest to it, and are measured on the same {pixels:,} pixels. The held-out images also chose the best step of the training, so the figures of the network are a little better than those to expect elsewhere.</source>
      <translation>所有方法都由最近的日期预测 {date} 的影像，并在相同的 {pixels:,} 个像元上评价。留出的影像也用于选择训练中最好的一步，因此网络的数值比在别处可以期望的略好。</translation>
    </message>
    <message>
      <source>Methods in grey use more pairs than the network; the best of the others is marked.</source>
      <translation>灰色的方法使用的影像对比网络多；其余方法中最好的已标出。</translation>
    </message>
    <message>
      <source>Not compared: {methods}.</source>
      <translation>未比较：{methods}。</translation>
    </message>
    <message>
      <source>Bands shown: {bands}. All images have the same stretch, all errors the same colours.</source>
      <translation>显示的波段：{bands}。所有影像拉伸相同，所有误差颜色相同。</translation>
    </message>
    <message>
      <source>Fine image 1, {date}</source>
      <translation>精细影像 1，{date}</translation>
    </message>
    <message>
      <source>Prediction of the network, {date}</source>
      <translation>网络的预测影像，{date}</translation>
    </message>
    <message>
      <source>Error of the network</source>
      <translation>网络的误差</translation>
    </message>
    <message>
      <source>Without it</source>
      <translation>没有引导图层</translation>
    </message>
    <message>
      <source>{text} Both networks began alike and were trained for half of the time on the same images. The course below is that of the one that was written.</source>
      <translation>{text}两个网络起点相同，各用一半时间在相同的影像上训练。下面的训练过程是所写出的那个网络的。</translation>
    </message>
    <message>
      <source>What the guide is worth</source>
      <translation>引导图层的价值</translation>
    </message>
    <message>
      <source>step</source>
      <translation>步</translation>
    </message>
    <message>
      <source>Error on the held-out images</source>
      <translation>留出影像上的误差</translation>
    </message>
    <message>
      <source>Loss on the training images</source>
      <translation>训练影像上的损失</translation>
    </message>
    <message>
      <source>loss</source>
      <translation>损失</translation>
    </message>
    <message>
      <source>Added to its output</source>
      <translation>与其输出相加</translation>
    </message>
    <message>
      <source>any number, one by one</source>
      <translation>任意多个，逐波段</translation>
    </message>
    <message>
      <source>Write this into training.json and call the program below it, or give the same to the algorithm Train network. With "steps" instead of "minutes", the same training gives the same network each time.</source>
      <translation>把以下内容写入 training.json 并调用其下的程序，或在“训练网络”算法中给出相同的参数。用 "steps" 代替 "minutes" 时，相同的训练每次得到相同的网络。</translation>
    </message>
    <message>
      <source>Half of the training is without the guide, to see what it is worth.</source>
      <translation>一半的训练不用引导图层，以了解它有多大价值。</translation>
    </message>
    <message>
      <source>The folder {folder} does not exist or cannot be written to.</source>
      <translation>文件夹 {folder} 不存在或不可写入。</translation>
    </message>
    <message>
      <source>torch finds no CUDA device here. Choose the device 'cpu' or 'auto'.</source>
      <translation>torch 在此找不到 CUDA 设备。请选择设备 'cpu' 或 'auto'。</translation>
    </message>
    <message>
      <source>None of the held-out pixels is valid in all images. Check the masks, or hold out another date.</source>
      <translation>留出的像元没有一个在所有影像中都有效。请检查掩膜，或留出另一个日期。</translation>
    </message>
    <message>
      <source>This network is not better than {method}. Do not use it as it is.</source>
      <translation>该网络并不优于{method}。请不要直接使用。</translation>
    </message>
    <message>
      <source>This network is better than the temporal difference, but {method} is better and needs no training.</source>
      <translation>该网络优于时间差分，但 {method} 更好，且不需要训练。</translation>
    </message>
    <message>
      <source>This network is better than the temporal difference.</source>
      <translation>该网络优于时间差分。</translation>
    </message>
    <message>
      <source>This network is better than all methods that it was compared with.</source>
      <translation>该网络优于参与比较的所有方法。</translation>
    </message>
    <message>
      <source>With more images, {method} is better.</source>
      <translation>影像更多时，{method} 更好。</translation>
    </message>
    <message>
      <source>a part of the area that it had not seen, on {date}</source>
      <translation>{date} 它没有见过的区域</translation>
    </message>
    <message>
      <source>the date {date}, which it had not seen</source>
      <translation>它没有见过的日期 {date}</translation>
    </message>
    <message>
      <source>Root mean square error on {where}: network {error}; {others}.</source>
      <translation>{where}上的均方根误差：网络 {error}；{others}。</translation>
    </message>
    <message>
      <source>The weights of {file} cannot be read ({reason}).</source>
      <translation>无法读取 {file} 的权重（{reason}）。</translation>
    </message>
    <message>
      <source>{file} has the architecture '{found}', so training cannot go on from it with '{wanted}'. Choose the same architecture, or start from nothing.</source>
      <translation>{file} 的网络结构为“{found}”，因此无法以“{wanted}”继续训练。请选择相同的网络结构，或从头开始。</translation>
    </message>
    <message>
      <source>{file} was trained for another number of bands ({found}) than is to be trained ({wanted}). Start from another network, or from nothing.</source>
      <translation>{file} 训练时的波段数（{found}）与要训练的（{wanted}）不同。请从另一个网络开始，或从零开始。</translation>
    </message>
    <message>
      <source>{file} does not hold the weight '{weight}' as the architecture '{wanted}' has it, so training cannot go on from it. Start from another network, or from nothing.</source>
      <translation>{file} 中的权重“{weight}”与网络结构“{wanted}”不符，因此无法由其继续训练。请从另一个网络开始，或从头开始。</translation>
    </message>
    <message>
      <source>The entry '{entry}' must be a number or a range of two, from the lower to the higher.</source>
      <translation>条目“{entry}”必须是一个数，或由小到大的两个数构成的范围。</translation>
    </message>
    <message>
      <source>The scale ratio of simulated coarse images must be 2 or more.</source>
      <translation>模拟粗分辨率影像的尺度比必须为 2 或更大。</translation>
    </message>
    <message>
      <source>A pair has no fine image.</source>
      <translation>有一个影像对缺少精细影像。</translation>
    </message>
    <message>
      <source>The entry '{entry}' must be a number above 0.</source>
      <translation>条目“{entry}”必须是大于 0 的数。</translation>
    </message>
    <message>
      <source>Say where the network shall be written ('{entry}').</source>
      <translation>请指明网络的写入位置（“{entry}”）。</translation>
    </message>
    <message>
      <source>The configuration {path} cannot be read ({reason}).</source>
      <translation>无法读取配置文件 {path}（{reason}）。</translation>
    </message>
    <message>
      <source>There is nothing to train on. Give the images of two dates at least.</source>
      <translation>没有可供训练的影像。请至少提供两个日期的影像。</translation>
    </message>
    <message>
      <source>'{entry}' must be one of: {values}.</source>
      <translation>“{entry}”必须是以下之一：{values}。</translation>
    </message>
    <message>
      <source>The number of steps must be 1 or more.</source>
      <translation>步数必须为 1 或更大。</translation>
    </message>
    <message>
      <source>The time for training must be more than 0 minutes.</source>
      <translation>训练时间必须大于 0 分钟。</translation>
    </message>
    <message>
      <source>The architecture {title} takes no guide. Choose {others}, or give none.</source>
      <translation>网络结构“{title}”不使用引导图层。请选择{others}，或不给引导图层。</translation>
    </message>
    <message>
      <source>The entry '{entry}' is unknown. Known are: {names}.</source>
      <translation>条目“{entry}”未知。已知条目：{names}。</translation>
    </message>
    <message>
      <source>'{text}' is no date. Write it as 2024-07-15.</source>
      <translation>“{text}”不是日期。请写成 2024-07-15 的形式。</translation>
    </message>
    <message>
      <source>Training needs these Python packages, which QGIS lacks: {packages}. Install them in QGIS under Settings &gt; Options &gt; STFusion, or give a Python of your own that has them (advanced parameter 'Python').</source>
      <translation>训练需要以下 QGIS 没有的 Python 包：{packages}。请在 QGIS 的“设置 &gt; 选项 &gt; STFusion”中安装，或给出您自己的带有它们的 Python（高级参数“Python”）。</translation>
    </message>
    <message>
      <source>Training needs these Python packages, which {python} lacks: {packages}. Install them, for example with: {command}</source>
      <translation>训练需要以下 {python} 没有的 Python 包：{packages}。请安装它们，例如：{command}</translation>
    </message>
    <message>
      <source>The network was not compared with other methods.</source>
      <translation>网络没有与其他方法比较。</translation>
    </message>
    <message>
      <source>{file} was not written.</source>
      <translation>{file} 没有写出。</translation>
    </message>
    <message>
      <source>The output {path} cannot be written ({reason}). What was made is kept as {kept}.</source>
      <translation>无法写出 {path}（{reason}）。已生成的文件保存为 {kept}。</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Fine image, pair 1</source>
      <translation>精细影像（影像对 1）</translation>
    </message>
    <message>
      <source>Coarse image, pair 1</source>
      <translation>粗分辨率影像（影像对 1）</translation>
    </message>
    <message>
      <source>True fine image, prediction date</source>
      <translation>真实精细影像（预测日期）</translation>
    </message>
    <message>
      <source>Fuse and assess</source>
      <translation>融合并评价</translation>
    </message>
    <message>
      <source>Predicts a fine image with Fit-FC and measures it against the true image of the date: a start for models of your own. Replace the method by another one in the model designer.</source>
      <translation>用 Fit-FC 预测精细影像，并与该日期的真实影像比较：可作为自建模型的起点。可在模型设计器中换用其他方法。</translation>
    </message>
    <message>
      <source>Quality report</source>
      <translation>质量报告</translation>
    </message>
    <message>
      <source>Compare all one-pair methods</source>
      <translation>比较所有单影像对方法</translation>
    </message>
    <message>
      <source>Predicts a date whose fine image is known with every method that needs one pair, and compares the predictions with it: to find the method for your area and sensors. A guide is used by the methods that compare pixels or find classes; the report tells which.</source>
      <translation>用所有只需一个影像对的方法预测一个已有精细影像的日期，并与之比较：为您的区域和传感器选择方法。引导图层由比较像元或分类的方法使用；报告说明是哪些方法。</translation>
    </message>
    <message>
      <source>Comparison report</source>
      <translation>比较报告</translation>
    </message>
    <message>
      <source>Predicts the fine images of many dates from all images of a season, without gaps, and proves on your own images how good they are: a start for models of your own, such as one that goes on with an index. The dates of the images are taken from their metadata or names; left empty, those of the coarse images are predicted. With a method in place of the smoother that takes a guide, a guide is used.</source>
      <translation>由一个季节的全部影像预测许多日期的精细影像，没有缺口，并用您自己的影像证明其质量：可作为您自己的模型的起点，例如继续计算指数。影像的日期取自元数据或名称；留空则预测粗分辨率影像的日期。若以能使用引导图层的方法代替平滑器，则使用引导图层。</translation>
    </message>
    <message>
      <source>Season with its proof</source>
      <translation>季节及其证明</translation>
    </message>
    <message>
      <source>From downloads to a fused image</source>
      <translation>从下载到融合影像</translation>
    </message>
    <message>
      <source>Prepares all downloads of a folder, chooses the pair that suits a date best, predicts the fine image of that date with STARFM and measures it. Called again with the same folder of prepared images, only new downloads are prepared. Without a true image the prediction is measured against the coarse image.</source>
      <translation>制备文件夹中的全部下载，选择最适合某个日期的影像对，用 STARFM 预测该日期的精细影像并评价。用同一个制备的影像的文件夹再次调用时，只制备新的下载。没有真实影像时，预测影像与粗分辨率影像比较。</translation>
    </message>
    <message>
      <source>Date to predict</source>
      <translation>待预测的日期</translation>
    </message>
  </context>
</TS>
