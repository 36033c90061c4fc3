namespace XbFunctions.Capabilities.Fraud;

/// <summary>Payment methods that behave alike. Anything else is <see cref="Other"/>.</summary>
public enum PaymentMethodKind
{
    /// <summary>Cash on delivery, vouchers, methods this version does not know.</summary>
    Other,

    /// <summary>Credit and debit cards.</summary>
    Card,

    /// <summary>Wallets, local and international.</summary>
    Wallet,

    /// <summary>Bank transfers and direct debits.</summary>
    Bank,
}
