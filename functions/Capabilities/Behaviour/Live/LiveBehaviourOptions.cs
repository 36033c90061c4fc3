using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Settings of the live signals that other functions read.</summary>
public sealed class LiveBehaviourOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Behaviour:Live";

    /// <summary>Whether this process keeps a copy of the states, which lists then follow within seconds.</summary>
    /// <value>Default true. The copy takes about 1.3 kB for each visitor that the partitions remember, at most 0.4 GB for each partition at the default bounds; without it lists follow what was learnt last.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Wait between two refreshes of what readers see.</summary>
    /// <value>10 ms to 1 h; default 1 s: with the poll, a click shows within about two seconds of its commit.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Wait between two looks at the state of a partition that has just changed.</summary>
    /// <value>1 ms to 1 min; default 500 ms: two requests a second and partition.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan ShortestPoll { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two looks at the state of a quiet partition.</summary>
    /// <value>1 ms to 10 min; default 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LongestPoll { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Trending items kept of each market.</summary>
    /// <value>1 to 10,000; default 300. Each partition gives its best so many.</value>
    [Range(1, 10_000)]
    public int TrendingItems { get; set; } = 300;

    /// <summary>Items whose co-visits are added up anew in one refresh; the others wait for the next.</summary>
    /// <value>1 to 1,000,000; default 4,000: about 5 ms for each partition.</value>
    [Range(1, 1_000_000)]
    public int ItemsPerRefresh { get; set; } = 4_000;
}
