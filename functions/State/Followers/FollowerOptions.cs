using System.ComponentModel.DataAnnotations;

namespace XbFunctions.State;

/// <summary>Which stream's state a follower keeps a copy of, and how closely.</summary>
public sealed class FollowerOptions
{
    /// <summary>Event hub that the followed function reads.</summary>
    public required string Hub { get; init; }

    /// <summary>Consumer group in which it reads.</summary>
    public required string ConsumerGroup { get; init; }

    /// <summary>Partitions of the hub; 0 takes the highest partition that has a state.</summary>
    /// <value>
    /// 0 to 2,048; default 0. A hub so young that its last partition has no event yet looks smaller than it is, and keys are then placed
    /// wrongly: where that matters, say the number.
    /// </value>
    [Range(0, 2_048)]
    public int Partitions { get; set; }

    /// <summary>Wait between two looks at a partition that has just changed.</summary>
    /// <value>1 ms to 1 min; default 50 ms: the copy is about this far behind, for 20 requests a second and partition.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan ShortestPoll { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait between two looks; a quiet partition's wait doubles up to it.</summary>
    /// <value>1 ms to 10 min, not below <see cref="ShortestPoll"/>; default 1 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LongestPoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often new partitions are looked for.</summary>
    /// <value>10 ms to 1 day; default 15 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan PartitionCheck { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Wait before a partition whose journal or snapshot is damaged is read again from its snapshot on.</summary>
    /// <value>10 ms to 1 day; default 30 s, for every try reads everything.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan DamageWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Checks every range.</summary>
    /// <exception cref="ValidationException">A setting is out of range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        if (LongestPoll < ShortestPoll)
        {
            throw new ValidationException($"{nameof(LongestPoll)} is {LongestPoll}; expected at least {nameof(ShortestPoll)}, {ShortestPoll}.");
        }
    }
}
