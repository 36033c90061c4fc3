using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Warnings;

/// <summary><c>--surge</c>: attacks to inject.</summary>
internal static class SurgeOption
{
    private const string Name = "--surge";

    /// <summary>Makes the option.</summary>
    public static Option<FraudSurge[]> Create() => new(Name)
    {
        Description = "Attacks to inject: corridor (issuer and delivery country), begin, length and attempts an hour, such as GB-NG:30h:45m:60.",
        HelpName = "CORRIDOR:BEGIN:LENGTH:PER_HOUR ...",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
        CustomParser = Parse,
    };

    private static FraudSurge[] Parse(ArgumentResult result)
    {
        var surges = new List<FraudSurge>();
        foreach (var token in result.Tokens)
        {
            if (Read(token.Value) is not { } surge)
            {
                result.AddError($"{Name} has '{token.Value}'; expected corridor, begin, length and attempts an hour, such as GB-NG:30h:45m:60.");
                break;
            }

            surges.Add(surge);
        }

        return [.. surges];
    }

    private static FraudSurge? Read(string text) =>
        text.Split(':') is [{ Length: 5 } corridor, var begin, var length, var rate] && corridor[2] == '-'
        && CountryCode.TryParse(corridor.AsSpan(0, 2), out var issuer) && CountryCode.TryParse(corridor.AsSpan(3), out var shipping)
        && DurationText.TryParse(begin, out var from) && DurationText.TryParse(length, out var span) && span > TimeSpan.Zero
        && double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var perHour) && perHour is > 0 and <= 100_000
            ? new FraudSurge(issuer, shipping, from, span, perHour)
            : null;
}
