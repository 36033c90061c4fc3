using System.Globalization;
using System.Net;
using System.Text;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The report of a run: one HTML page without anything from elsewhere.</summary>
internal static class ForecastReport
{
    private const int MostPlots = 12;
    private const int MostSums = 24;
    private const int BarWidth = 200;
    private const int MostFeatures = 20;
    private const int Width = 640;
    private const int Height = 140;

    /// <summary>Writes the page.</summary>
    /// <param name="manifest">What the run came to.</param>
    /// <param name="tree">Its series.</param>
    /// <param name="means">Published forecasts, shape <c>[nodes][days]</c>.</param>
    public static string Write(ForecastManifest manifest, ForecastTree tree, double[][] means)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Forecasts {manifest.Run}</title><style>body{{font:14px sans-serif;margin:2em;max-width:60em}}td,th{{padding:2px 10px;text-align:right}}td:first-child{{text-align:left}}</style>");
        html.Append(CultureInfo.InvariantCulture, $"<h1>Forecasts {manifest.Run}</h1><p><b>{(manifest.Gate.IsPassed ? "Published." : "Refused: the champion's forecasts are refreshed.")}</b> {WebUtility.HtmlEncode(manifest.Gate.Reason)}</p>");
        html.Append(CultureInfo.InvariantCulture, $"<p>{manifest.Series} products, {manifest.Plan.Count} markets; combination {manifest.Published.Version}, before {manifest.Previous}; sums by {manifest.Reconciliation}.</p>");
        html.Append("<h2>Errors by kind of demand</h2><table><tr><th>kind<th>products<th>RMSSE<th>champion's<th>bias<th>blue: RMSSE, grey: champion's</tr>");
        var worst = manifest.Errors.Select(static kind => Math.Max(kind.Error, kind.ChampionError)).DefaultIfEmpty(0).Max();
        foreach (var kind in manifest.Errors)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{kind.Class}<td>{kind.Products}<td>{kind.Error:0.0000}<td>{kind.ChampionError:0.0000}<td>{kind.Bias:+0.000;-0.000}<td>{Bars(worst, kind.Error, kind.ChampionError)}</tr>");
        }

        html.Append("</table><h2>Candidates</h2><table><tr><th>candidate<th>loss (naive 1)<th>last origin<th>weight<th>blue: loss, grey: last origin</tr>");
        var highest = manifest.Leaderboard.Select(static row => Math.Max(row.Loss, row.LastLoss)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        foreach (var row in manifest.Leaderboard)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(row.Name)}<td>{row.Loss:0.0000}<td>{row.LastLoss:0.0000}<td>{row.Weight:0.00}<td>{Bars(highest, row.Loss, row.LastLoss)}</tr>");
        }

        html.Append("</table>");
        Importance(html, manifest.Importance);
        html.Append("<h2>Markets and categories</h2><p>Black: sold. Blue: forecast, with its 80 % and 95 % intervals. The largest first.</p>");
        foreach (var (name, node) in tree.Sums.OrderByDescending(sum => means[sum.Value].Sum()).Take(MostSums))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{(name == ForecastSums.All ? "All markets" : WebUtility.HtmlEncode(name))}</h3>");
            Plot(html, tree[node], means[node], manifest.Gate.IsPassed);
        }

        html.Append("<h2>The products that sell most</h2>");
        foreach (var leaf in tree.Leaves.OrderByDescending(static leaf => leaf.Series.Mean.Sum()).Take(MostPlots))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{WebUtility.HtmlEncode(leaf.Series.Id)} in {leaf.Part.Market}</h3>");
            Plot(html, leaf.Series, means[leaf.Node], manifest.Gate.IsPassed);
        }

        return html.Append("</html>").ToString();
    }

    private static void Importance(StringBuilder html, IReadOnlyList<FeatureImportance> importance)
    {
        html.Append("<h2>What the trees rely on</h2>");
        if (importance.Count == 0)
        {
            html.Append("<p>No part had enough history for trees.</p>");
            return;
        }

        html.Append("<table><tr><th>feature<th>share of the gain<th></tr>");
        foreach (var one in importance.Take(MostFeatures))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(one.Feature)}<td>{one.Share:0.0%}<td>{Bars(importance[0].Share, one.Share)}</tr>");
        }

        html.Append("</table>");
    }

    // One bar under the other; what is no number has none.
    private static string Bars(double most, params ReadOnlySpan<double> values)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg width=\"{BarWidth}\" height=\"{(values.Length * 8) + 2}\" role=\"img\">");
        for (var i = 0; i < values.Length; i++)
        {
            var width = most > 0 && double.IsFinite(values[i]) ? BarWidth * values[i] / most : 0;
            svg.Append(CultureInfo.InvariantCulture, $"<rect y=\"{1 + (i * 8)}\" width=\"{width:0.0}\" height=\"7\" fill=\"{(i == 0 ? "#1c5fb0" : "#999")}\"/>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Plot(StringBuilder html, SeriesForecast series, double[] mean, bool isNew)
    {
        var quantiles = isNew ? series.Quantiles : series.ChampionQuantiles;
        var days = series.Recent.Length + mean.Length;
        var top = Math.Max(1, series.Recent.Where(static value => !double.IsNaN(value)).Concat(quantiles[^1]).Max());
        string Point(int day, double value) => FormattableString.Invariant($"{10 + (day * (Width - 20.0) / days):0.0},{Height - 10 - (value * (Height - 20) / top):0.0}");
        string Band(double[] low, double[] high) => string.Join(' ', low.Select((value, day) => Point(series.Recent.Length + day, value))
            .Concat(high.Select((value, day) => Point(series.Recent.Length + day, value)).Reverse()));
        var sold = series.Recent.Select((value, day) => (value, day)).Where(static one => !double.IsNaN(one.value)).Select(one => Point(one.day, one.value));
        html.Append(CultureInfo.InvariantCulture, $"<svg width=\"{Width}\" height=\"{Height}\" role=\"img\"><polygon fill=\"#dbe7f5\" points=\"{Band(quantiles[0], quantiles[3])}\"/><polygon fill=\"#b4cdea\" points=\"{Band(quantiles[1], quantiles[2])}\"/>");
        html.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"#333\" points=\"{string.Join(' ', sold)}\"/><polyline fill=\"none\" stroke=\"#1c5fb0\" stroke-width=\"2\" points=\"{string.Join(' ', mean.Select((value, day) => Point(series.Recent.Length + day, value)))}\"/>");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"10\" y=\"12\" font-size=\"10\">{top:0.#}</text></svg>");
    }
}
