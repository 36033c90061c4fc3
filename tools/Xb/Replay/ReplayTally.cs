namespace XbFunctions.Xb.Replay;

/// <summary>Counts of one replay. Events are counted by distinct id.</summary>
internal record struct ReplayTally
{
    /// <summary>Rows of the file that were sent.</summary>
    public long Rows { get; set; }

    /// <summary>Events sent, repeated ids included.</summary>
    public long Events { get; set; }

    /// <summary>Events whose id an earlier event of the file had; the pipeline decides them once.</summary>
    public long RepeatedIds { get; set; }

    /// <summary>Payments sent.</summary>
    public long Payments { get; set; }

    /// <summary>Labels sent.</summary>
    public long Labels { get; set; }

    /// <summary>Unreadable rows sent as they stand.</summary>
    public long Unreadable { get; set; }

    /// <summary>Payments decided at least once.</summary>
    public long Decided { get; set; }

    /// <summary>Decisions beyond the first of a payment: outputs are sent at least once.</summary>
    public long DecidedAgain { get; set; }

    /// <summary>Decisions on payments that were not sent here.</summary>
    public long Foreign { get; set; }

    /// <summary>Events dead-lettered.</summary>
    public long DeadLettered { get; set; }

    /// <summary>Labels among the dead letters.</summary>
    public long DeadLetteredLabels { get; set; }

    /// <summary>Labels recorded; known when the books are closed.</summary>
    public long RecordedLabels { get; set; }

    /// <summary>Events that nothing is known of; known when the books are closed.</summary>
    public long Missing { get; set; }

    /// <summary>Rows in decisions; known when the books are closed.</summary>
    public long DecidedRows { get; set; }

    /// <summary>Rows in recorded labels; known when the books are closed.</summary>
    public long RecordedRows { get; set; }

    /// <summary>Rows in dead letters; known when the books are closed.</summary>
    public long DeadLetteredRows { get; set; }

    /// <summary>Rows that came out nowhere.</summary>
    public readonly long UnaccountedRows => Rows - DecidedRows - RecordedRows - DeadLetteredRows;

    /// <summary>Whether every row came out as one decision, one label or one dead letter.</summary>
    /// <param name="rowsRead">Rows that the file has.</param>
    public readonly bool AddsUp(long rowsRead) => Rows == rowsRead && UnaccountedRows == 0 && Missing == 0;
}
