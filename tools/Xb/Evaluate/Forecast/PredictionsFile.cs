using System.Globalization;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Writes forecasts with their intervals: <c>series_id,values,lo80,hi80,lo95,hi95</c>, numbers with spaces between them.</summary>
internal static class PredictionsFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="cases">Cases with their forecasts.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(
        string path, IEnumerable<(ForecastCase Case, ForecastRun Run)> cases, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteLineAsync("series_id,values,lo80,hi80,lo95,hi95".AsMemory(), cancellationToken);
        foreach (var (one, run) in cases)
        {
            for (var i = 0; i < one.Panel.Series.Count; i++)
            {
                if (!run.IsJudged[i])
                {
                    continue;
                }

                var range = (i * one.Panel.Horizon)..((i + 1) * one.Panel.Horizon);
                string[] fields =
                [
                    Quoted(one.Panel.Series[i].Id),
                    Text(run.Forecasts[range]),
                    Text(run.Quantiles[1][range]),
                    Text(run.Quantiles[2][range]),
                    Text(run.Quantiles[0][range]),
                    Text(run.Quantiles[3][range]),
                ];
                await writer.WriteLineAsync(string.Join(',', fields).AsMemory(), cancellationToken);
            }
        }
    }

    private static string Text(double[] values) =>
        string.Join(' ', values.Select(static value => value.ToString("0.######", CultureInfo.InvariantCulture)));

    private static string Quoted(string id) =>
        id.AsSpan().IndexOfAny(",\"\n\r") < 0 ? id : $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
