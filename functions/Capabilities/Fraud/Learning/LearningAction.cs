namespace XbFunctions.Capabilities.Fraud;

/// <summary>What a run of learning led to.</summary>
public enum LearningAction
{
    /// <summary>Nothing was trained: too little is known yet.</summary>
    Skipped,

    /// <summary>A challenger was trained, and the gate refused it.</summary>
    Refused,

    /// <summary>A challenger passed the gate and runs in shadow.</summary>
    Shadowed,

    /// <summary>The challenger in shadow stays there: not decided yet.</summary>
    Kept,

    /// <summary>The challenger was better with confidence and serves now.</summary>
    Promoted,

    /// <summary>The challenger was taken out of shadow.</summary>
    Withdrawn,

    /// <summary>Somebody else moved a pointer in between; nothing was done.</summary>
    Overtaken,
}
