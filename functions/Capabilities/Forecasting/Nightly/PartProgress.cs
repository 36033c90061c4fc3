namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Passes the progress of one part on as progress of the run.</summary>
/// <param name="run">Is told; null for nobody.</param>
/// <param name="from">Share of the run that is done before the part.</param>
/// <param name="share">The part's share of the run.</param>
/// <param name="market">Whose part it is.</param>
internal sealed class PartProgress(IProgress<ForecastProgress>? run, double from, double share, string market) : IProgress<ForecastProgress>
{
    /// <inheritdoc/>
    public void Report(ForecastProgress value) => run?.Report(new ForecastProgress(from + (share * value.Share), $"{market}: {value.Stage}"));
}
