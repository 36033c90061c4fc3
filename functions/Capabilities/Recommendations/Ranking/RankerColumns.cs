namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>The ranker's columns by name.</summary>
public static class RankerColumns
{
    /// <summary>Name of the model in the registry.</summary>
    public const string ModelName = "recommendations";

    /// <summary>Names in the order of a row.</summary>
    public static IReadOnlyList<string> Names { get; } = Enum.GetNames<RankerColumn>();

    /// <summary>Number of columns.</summary>
    public static int Width => Names.Count;
}
