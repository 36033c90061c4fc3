using System.CommandLine;
using System.CommandLine.Parsing;
using XbFunctions.State;

namespace XbFunctions.Xb.DeadLetters;

/// <summary>Options that choose dead letters by what they are.</summary>
internal sealed class LetterChoice
{
    private readonly Option<string?> _function = CommandOptions.Text("--function", "Only those of this function, such as fraud.", "NAME");
    private readonly Option<string?> _stage = CommandOptions.Text("--stage", "Only those that failed at this stage, such as parse.", "NAME");
    private readonly Option<string?> _reason = CommandOptions.Text("--reason", "Only those of exactly this reason.", "TEXT");
    private readonly Option<DateTimeOffset> _from = CommandOptions.Moment("--from", "Only those that arrived then or later, UTC.", DateTimeOffset.MinValue);
    private readonly Option<DateTimeOffset> _before = CommandOptions.Moment("--before", "Only those that arrived before then, UTC.", DateTimeOffset.MaxValue);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        // The help would print the ends of time.
        (_from.DefaultValueFactory, _before.DefaultValueFactory) = (null, null);
        foreach (var option in (Option[])[_function, _stage, _reason, _from, _before])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether one of them was typed.</summary>
    /// <param name="result">What was typed.</param>
    public bool IsGiven(CommandResult result) =>
        ((Option[])[_function, _stage, _reason, _from, _before]).Any(option => result.GetResult(option) is { Implicit: false });

    /// <summary>The filter that they make.</summary>
    /// <param name="parsed">What was typed.</param>
    public DeadLetterFilter FilterOf(ParseResult parsed) => new(
        parsed.GetValue(_function),
        Stage: parsed.GetValue(_stage),
        Reason: parsed.GetValue(_reason),
        EnqueuedFrom: Given(parsed, _from),
        EnqueuedBefore: Given(parsed, _before));

    private static DateTimeOffset? Given(ParseResult parsed, Option<DateTimeOffset> option) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;
}
