using System.CommandLine;
using System.Globalization;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Fraud;

/// <summary>Options <c>--from</c> and <c>--to</c>: UTC dates on which the hub accepted the payments.</summary>
internal sealed class DateRangeOptions
{
    private readonly Option<DateOnly?> _from = Date("--from", "First UTC date of arrival; left out, the first there is.");
    private readonly Option<DateOnly?> _to = Date("--to", "Last UTC date of arrival; left out, the last there is.");

    private readonly Option<int> _maxRows = CommandOptions.Number(
        "--max-rows", "Most decisions kept in memory; of more, a sample by payment id.", 500_000, 1_000, 20_000_000);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="maxRows">Whether the command keeps rows in memory.</param>
    public void AddTo(Command command, bool maxRows)
    {
        command.Add(_from);
        command.Add(_to);
        if (maxRows)
        {
            command.Add(_maxRows);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_from) is { } from && result.GetValue(_to) is { } to && from > to)
            {
                result.AddError("--from is later than --to.");
            }
        });
    }

    /// <summary>The range.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="features">Whether the features are wanted.</param>
    public HistoryRange Of(ParseResult parsed, bool features) => new(
        parsed.GetValue(_from) ?? DateOnly.MinValue, parsed.GetValue(_to) ?? DateOnly.MaxValue, parsed.GetValue(_maxRows), features);

    private static Option<DateOnly?> Date(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return date;
            }

            result.AddError($"{name} is '{text}'; expected a date such as 2026-01-05.");
            return null;
        },
    };
}
