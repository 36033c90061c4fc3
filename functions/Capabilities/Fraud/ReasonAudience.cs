namespace XbFunctions.Capabilities.Fraud;

/// <summary>For whom the text of a reason is.</summary>
public enum ReasonAudience
{
    /// <summary>Analysts and support: says what was noticed.</summary>
    Agent,

    /// <summary>The buyer: reveals neither rule nor data, which would teach fraudsters.</summary>
    Buyer,
}
