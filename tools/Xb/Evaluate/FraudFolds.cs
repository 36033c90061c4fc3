using System.Globalization;
using System.Text;
using XbFunctions.Training;

namespace XbFunctions.Xb.Evaluate;

/// <summary>Runs the folds over days that have been read.</summary>
/// <param name="days">The days.</param>
/// <param name="ensemble">Trains and scores.</param>
internal sealed class FraudFolds(FraudDays days, FraudEnsemble ensemble)
{
    private const int CardsADay = 100;

    private readonly List<(FraudTestSet Test, float[] Scores)> _scored = [];

    /// <summary>Runs one fold.</summary>
    /// <param name="fold">Its days.</param>
    /// <param name="progress">Told how much is done.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <exception cref="CommandException">The file has no rows for the fold's days.</exception>
    public FraudFoldResult Run(FraudProtocol fold, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var test = FraudTestSet.Of(days, fold);
        if (test.Rows.Count == 0)
        {
            throw new CommandException(
                $"The file has no transaction to test on from {Text(fold.TestStart)} to {Text(fold.TestEnd.AddDays(-1))}; choose another --train-start.");
        }

        var (scores, rows, frauds) = ensemble.Score(days, test, progress, cancellationToken);
        _scored.Add((test, scores));
        var labels = test.Labels;
        return test.IsLabelled
            ? new FraudFoldResult(
                fold.TrainStart,
                rows,
                frauds,
                labels.Length,
                labels.Count(static label => label == 1),
                BinaryMetrics.AucRoc(scores, labels),
                BinaryMetrics.AveragePrecision(scores, labels),
                test.CardPrecision(scores, CardsADay))
            : new FraudFoldResult(fold.TrainStart, rows, frauds, labels.Length, null, null, null, null);
    }

    /// <summary>Writes the score of every transaction tested: <c>transaction_id,score</c>, with a header.</summary>
    /// <param name="path">The file; replaced where it is there.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        await using (writer)
        {
            await writer.WriteLineAsync("transaction_id,score");
            foreach (var (test, scores) in _scored)
            {
                for (var i = 0; i < scores.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var (day, row) = test.Rows[i];
                    await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{day.Ids[row]},{scores[i]:R}"));
                }
            }
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
