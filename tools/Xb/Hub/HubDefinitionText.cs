using System.CommandLine;
using System.Globalization;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Hub;

/// <summary>Hubs as people type them: <c>name[:partitions[:group,group]]</c>.</summary>
internal static class HubDefinitionText
{
    private const int DefaultPartitions = 4;

    /// <summary>Makes the option, which may be given several times.</summary>
    public static Option<EventHubDefinition[]> CreateOption() => new("--hub")
    {
        Description = "A hub to serve, with its partitions (4) and consumer groups besides $Default; may be given several times.",
        HelpName = "NAME[:PARTITIONS[:GROUP,GROUP]]",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var hubs = new List<EventHubDefinition>();
            foreach (var token in result.Tokens)
            {
                if (!TryParse(token.Value, out var hub, out var problem))
                {
                    result.AddError($"--hub is '{token.Value}'; {problem}");
                    break;
                }

                hubs.Add(hub!);
            }

            return [.. hubs];
        },
    };

    private static bool TryParse(string text, out EventHubDefinition? hub, out string problem)
    {
        (hub, problem) = (null, "expected NAME[:PARTITIONS[:GROUP,GROUP]], such as orders:4:billing,audit.");
        var parts = text.Split(':');
        var partitions = DefaultPartitions;
        if (parts.Length > 3 || (parts.Length > 1 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out partitions)))
        {
            return false;
        }

        try
        {
            hub = new EventHubDefinition(
                parts[0], partitions, parts.Length > 2 ? parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : []);
            return true;
        }
        catch (HubDefinitionException exception)
        {
            problem = exception.Message;
            return false;
        }
    }
}
