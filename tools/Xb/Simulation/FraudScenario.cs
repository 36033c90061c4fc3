namespace XbFunctions.Xb.Simulation;

/// <summary>The ground truth behind a simulated event; never written into the event itself.</summary>
public enum FraudScenario
{
    /// <summary>Genuine traffic, and the harmless preparation of a fraud (a synthetic customer's honest first purchases).</summary>
    None,

    /// <summary>One device tries many stolen cards with small payments, to learn which ones work.</summary>
    CardTesting,

    /// <summary>A stolen card is spent on a device and an account that its holder never used.</summary>
    StolenCard,

    /// <summary>A known customer's account is used by someone else: new device, often another country and a new address.</summary>
    AccountTakeover,

    /// <summary>Several accounts with stolen cards ship to one forwarding address abroad.</summary>
    DropAddress,

    /// <summary>A seller and a ring of accounts buy from each other and let the payments be charged back.</summary>
    SellerCollusion,

    /// <summary>An invented person buys honestly for weeks, then spends all at once and disappears.</summary>
    SyntheticIdentity,

    /// <summary>A genuine customer disputes a genuine purchase; hardly to be told from <see cref="None"/>.</summary>
    FriendlyFraud,
}
