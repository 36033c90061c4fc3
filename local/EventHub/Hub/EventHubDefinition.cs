using System.Collections.Immutable;

namespace XbFunctions.EventHub;

/// <summary>One hub to open: its name, partitions and consumer groups.</summary>
public sealed record EventHubDefinition
{
    /// <summary>The consumer group that every hub has.</summary>
    public const string DefaultConsumerGroup = "$Default";

    /// <summary>Defines a hub.</summary>
    /// <param name="name">1 to 256 letters, digits, '.', '-' or '_', starting and ending with a letter or digit.</param>
    /// <param name="partitions">Number of partitions, 1 to 32 as in the service's standard tier.</param>
    /// <param name="consumerGroups">Groups besides <see cref="DefaultConsumerGroup"/>.</param>
    public EventHubDefinition(string name, int partitions = 4, params IEnumerable<string> consumerGroups)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > 256 || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1])
            || name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')))
        {
            throw new HubDefinitionException(
                $"'{name}' is no event hub name: 1 to 256 letters, digits, '.', '-' or '_' are expected, starting and ending with a letter or digit.");
        }

        if (partitions is < 1 or > 32)
        {
            throw new HubDefinitionException($"Event hub '{name}' asks for {partitions} partitions; 1 to 32 are possible.");
        }

        Name = name;
        Partitions = partitions;
        ConsumerGroups = [.. consumerGroups.Prepend(DefaultConsumerGroup).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Hub name; compared without regard to case.</summary>
    public string Name { get; }

    /// <summary>Number of partitions, 1 to 32.</summary>
    public int Partitions { get; }

    /// <summary>Consumer groups, <see cref="DefaultConsumerGroup"/> first.</summary>
    public ImmutableArray<string> ConsumerGroups { get; }
}
