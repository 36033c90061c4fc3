using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Fraud;

/// <summary>Options that stand for the settings of learning.</summary>
internal sealed class LearningSettings
{
    private static readonly FraudLearningOptions Defaults = new();

    private readonly Option<double> _delay = CommandOptions.Number(
        "--label-delay-days",
        "Age from which a payment without a label counts as genuine.",
        Defaults.LabelDelay.TotalDays,
        1.0 / 24,
        365.0);

    private readonly Option<int> _history = CommandOptions.Number(
        "--history-days", "Days of the archive to read.", Defaults.HistoryDays, 1, 1_000);

    private readonly Option<int> _minRows = CommandOptions.Number(
        "--min-rows", "Fewest payments with a known outcome to train on.", Defaults.MinRows, 100, 5_000_000);

    private readonly Option<int> _minFrauds = CommandOptions.Number(
        "--min-frauds", "Fewest frauds among them.", Defaults.MinFrauds, 10, 1_000_000);

    private readonly Option<int> _shadowFrauds = CommandOptions.Number(
        "--shadow-frauds", "Frauds with both scores before a challenger in shadow is judged.", Defaults.ShadowFrauds, 10, 1_000_000);

    private readonly Option<int> _trees = CommandOptions.Number("--trees", "Trees at most.", Defaults.Trees, 1, 5_000);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_delay, _history, _minRows, _minFrauds, _shadowFrauds, _trees])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="parsed">What was typed.</param>
    public FraudLearningOptions Of(ParseResult parsed)
    {
        var options = new FraudLearningOptions
        {
            LabelDelay = TimeSpan.FromDays(parsed.GetValue(_delay)),
            HistoryDays = parsed.GetValue(_history),
            MinRows = parsed.GetValue(_minRows),
            MinFrauds = parsed.GetValue(_minFrauds),
            ShadowFrauds = parsed.GetValue(_shadowFrauds),
            Trees = parsed.GetValue(_trees),
        };
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }
}
