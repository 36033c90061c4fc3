using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Simulate;

/// <summary><c>--mix</c>: how fraud divides among the scenarios.</summary>
internal static class ScenarioMixOption
{
    private const string Name = "--mix";

    /// <summary>Makes the option.</summary>
    public static Option<ScenarioMix> Create() => new(Name)
    {
        Description = "Weights of the fraud scenarios, such as cardTesting=50 friendlyFraud=0; those left out keep theirs. "
            + "Scenarios: cardTesting, stolenCard, accountTakeover, dropAddress, sellerCollusion, syntheticIdentity, friendlyFraud.",
        HelpName = "SCENARIO=WEIGHT ...",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => new ScenarioMix(),
        CustomParser = Parse,
    };

    private static ScenarioMix Parse(ArgumentResult result)
    {
        var mix = new ScenarioMix();
        foreach (var token in result.Tokens)
        {
            var parts = token.Value.Split('=', 2);
            if (parts.Length == 2
                && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
                && weight is >= 0 and <= 1_000_000
                && With(mix, parts[0], weight) is { } changed)
            {
                mix = changed;
                continue;
            }

            result.AddError($"{Name} has '{token.Value}'; expected a scenario and its weight from 0 to 1,000,000, such as cardTesting=50.");
            break;
        }

        return mix;
    }

    private static ScenarioMix? With(ScenarioMix mix, string scenario, double weight) => scenario switch
    {
        "cardTesting" => mix with { CardTesting = weight },
        "stolenCard" => mix with { StolenCard = weight },
        "accountTakeover" => mix with { AccountTakeover = weight },
        "dropAddress" => mix with { DropAddress = weight },
        "sellerCollusion" => mix with { SellerCollusion = weight },
        "syntheticIdentity" => mix with { SyntheticIdentity = weight },
        "friendlyFraud" => mix with { FriendlyFraud = weight },
        _ => null,
    };
}
