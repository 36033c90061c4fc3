using System.ComponentModel.DataAnnotations;

namespace XbFunctions.State;

/// <summary>Settings of the writing of read models.</summary>
public sealed class ReadModelOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "ReadModels";

    /// <summary>Longest time that a changed row waits before its writing begins; what changes meanwhile is written once.</summary>
    /// <value>10 ms to 1 min; default 500 ms, so that a row is visible within 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Rows of one partition that may wait; beyond it the stream waits for the table.</summary>
    /// <value>100 to 1,000,000; default 50,000: some 20 MB, and under a quarter of a minute of the slowest table measured.</value>
    [Range(100, 1_000_000)]
    public int MaxWaitingRows { get; set; } = 50_000;

    /// <summary>Transactions of one partition that are on their way at once, each to another table partition.</summary>
    /// <value>1 to 64; default 2: what is on its way delays the journal's appends where one store serves both, and Azurite takes one after another.</value>
    [Range(1, 64)]
    public int Parallelism { get; set; } = 2;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ValidationException">A setting is out of range; the message names it.</exception>
    public void Validate() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
