using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Settings of recommendations.</summary>
public sealed class RecommendationOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Recommendations";

    /// <summary>Weight of likeness to what is listed already, against the score.</summary>
    /// <value>In [0, 1]; default 0.3: a list of one category only where the scores say so clearly.</value>
    [Range(0.0, 1.0)]
    public double Diversity { get; set; } = 0.3;

    /// <summary>Share of a list that one category has at most, where others are there.</summary>
    /// <value>In (0, 1]; default 0.5.</value>
    [Range(0.01, 1.0)]
    public double CategoryShare { get; set; } = 0.5;

    /// <summary>Share of a list that is kept for new items, where there are such among the candidates.</summary>
    /// <value>In [0, 1]; default 0.1, one in ten: without being shown an item is never learnt of.</value>
    [Range(0.0, 1.0)]
    public double NewShare { get; set; } = 0.1;

    /// <summary>Days for which an item counts as new.</summary>
    /// <value>1 to 365; default 45.</value>
    [Range(1, 365)]
    public int NewDays { get; set; } = 45;

    /// <summary>Share of a category's buyers of an item who buy it again from which on a bought item is recommended again.</summary>
    /// <value>In [0, 1]; default 0.2: what is used up. 1 never recommends what was bought.</value>
    [Range(0.0, 1.0)]
    public double RepeatRate { get; set; } = 0.2;

    /// <summary>Days after which such an item is recommended again.</summary>
    /// <value>1 to 365; default 14.</value>
    [Range(1, 365)]
    public int RepeatDays { get; set; } = 14;

    /// <summary>Time between two looks for newly learnt signals and models.</summary>
    /// <value>1 s to 1 day; default 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SignalsPoll { get; set; } = TimeSpan.FromSeconds(30);
}
