namespace XbFunctions.Xb.Replay;

/// <summary>What a replayed event is expected to become.</summary>
internal enum ReplayKind
{
    /// <summary>A payment: one decision, or a dead letter.</summary>
    Payment,

    /// <summary>A label: recorded without an answer, or a dead letter.</summary>
    Label,

    /// <summary>A row that is no event, sent as it stands: a dead letter.</summary>
    Unreadable,
}
