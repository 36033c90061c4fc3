namespace XbFunctions.Xb.Fraud;

/// <summary>Hands shares on to a progress bar.</summary>
/// <param name="progress">The bar.</param>
internal sealed class HistoryProgress(IProgress<WorkDone> progress) : IProgress<double>
{
    /// <inheritdoc/>
    public void Report(double value) => progress.Report(new WorkDone(value));
}
