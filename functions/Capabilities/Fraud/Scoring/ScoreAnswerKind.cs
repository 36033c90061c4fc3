namespace XbFunctions.Capabilities.Fraud;

/// <summary>Which answer a request for a score gets.</summary>
public enum ScoreAnswerKind
{
    /// <summary>The state is still being loaded; asking again helps.</summary>
    Loading,

    /// <summary>The request is at fault.</summary>
    Refused,

    /// <summary>The idempotency key came with another payment before.</summary>
    KeyReused,

    /// <summary>The hub did not take the payment; asking again helps.</summary>
    NotRecorded,

    /// <summary>Here is the decision.</summary>
    Decided,
}
