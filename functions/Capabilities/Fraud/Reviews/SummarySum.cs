using Azure.Data.Tables;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Adds up rows of <see cref="FraudHours"/>.</summary>
internal sealed class SummarySum
{
    private const int Outcomes = 3;

    private readonly long[] _counts = new long[Outcomes];
    private readonly double[] _amounts = new double[Outcomes];
    private double _scoreSum;

    /// <summary>Payments added.</summary>
    public long Payments => _counts.Sum();

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    public void Add(TableEntity row)
    {
        for (var outcome = 0; outcome < Outcomes; outcome++)
        {
            var column = FraudHours.ColumnOf((DecisionOutcome)outcome);
            _counts[outcome] += row.GetInt64(column) ?? 0;
            _amounts[outcome] += row.GetDouble($"{column}Amount") ?? 0;
        }

        _scoreSum += row.GetDouble("ScoreSum") ?? 0;
    }

    /// <summary>The sums as they are answered.</summary>
    public FraudSummaryAnswer.Figures ToFigures() => new(
        Payments, Of(DecisionOutcome.Approve), Of(DecisionOutcome.Review), Of(DecisionOutcome.Decline), Math.Round(_scoreSum / Math.Max(1, Payments), 6));

    private FraudSummaryAnswer.OfOutcome Of(DecisionOutcome outcome) => new(
        _counts[(int)outcome],
        Math.Round((double)_counts[(int)outcome] / Math.Max(1, Payments), 6),
        Math.Round(_amounts[(int)outcome], 2));
}
