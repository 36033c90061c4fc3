namespace XbFunctions.Capabilities.Fraud;

/// <summary>The declarations of all features, block by block in the order of the row. A block's writer stands beside its name.</summary>
internal static class FraudFeatureList
{
    private const string Flag = "flag";
    private const string Number = "count";
    private const string Money = "base currency";
    private const string Ratio = "ratio";
    private const string Once = "payment";

    /// <summary>The payment by itself: <see cref="PaymentFeatures"/>.</summary>
    public static IReadOnlyList<FraudFeature> Payment { get; } =
    [
        new("amount", "Amount", Money, Once, "amount"),
        new("amount_log", "Logarithm of one more than the amount", "log " + Money, Once, "amount"),
        new("amount_is_round", "Whole tens, or thousands of a currency without cents", Flag, Once, "amount"),
        new("item_lines", "Lines of the basket, 0 when unknown", Number, Once, "amount"),
        new("units", "Units of the basket, 0 when unknown", Number, Once, "amount"),
        new("method_is_card", "Paid by card", Flag, Once, "method"),
        new("method_is_wallet", "Paid by wallet", Flag, Once, "method"),
        new("method_is_bank", "Paid from a bank account", Flag, Once, "method"),
        new("hour", "Hour of the day, UTC", "hour", Once, "timeOfDay"),
        new("weekday", "Day of the week, Monday is 0", "day", Once, "timeOfDay"),
        new("issuer_differs_from_billing", "Card's and billing country differ", Flag, Once, "issuerMismatch"),
        new("issuer_differs_from_ip", "Card's and connection's country differ", Flag, Once, "issuerMismatch"),
        new("billing_differs_from_shipping", "Billing and shipping country differ", Flag, Once, "addressMismatch"),
        new("ip_differs_from_shipping", "Connection's and shipping country differ", Flag, Once, "ipMismatch"),
        new("ip_differs_from_billing", "Connection's and billing country differ", Flag, Once, "ipMismatch"),
        new("market_differs_from_shipping", "Storefront's and shipping country differ", Flag, Once, "marketMismatch"),
        new("market_differs_from_ip", "Storefront's and connection's country differ", Flag, Once, "marketMismatch"),
        new("market_differs_from_issuer", "Storefront's and card's country differ", Flag, Once, "marketMismatch"),
        new("language_differs_from_market", "Shopper's language is not the storefront's", Flag, Once, "languageMismatch"),
        new("language_differs_from_billing", "Shopper's language is not that of the billing country", Flag, Once, "languageMismatch"),
        new("currency_differs_from_market", "Currency is not the storefront's", Flag, Once, "marketMismatch"),
        new("mismatches", "How many of the comparisons above differ", Number, Once, "marketMismatch"),
        new("missing_members", "Optional members that the payment leaves out", Number, Once, "missingData"),
        new("billing_hour", "Hour of the day in the billing country", "hour", Once, "timeOfDay"),
        new("ip_hour", "Hour of the day in the connection's country", "hour", Once, "timeOfDay"),
        new("ip_clock_apart", "Between the clocks of the connection's and the billing country", "hours", Once, "ipMismatch"),
        new("shipping_clock_apart", "Between the clocks of the shipping and the billing country", "hours", Once, "addressMismatch"),
    ];

    /// <summary>The payment against its customer's own past: <see cref="CustomerFeatures"/>.</summary>
    public static IReadOnlyList<FraudFeature> Customer { get; } =
    [
        new("customer_amount_zscore", "Deviations from the customer's mean amount", "deviations", "30d", "customerAmount"),
        new("customer_amount_log_zscore", "Deviations of the amount's logarithm from its decayed mean", "deviations", "64 payments, decayed", "customerAmount"),
        new("customer_amount_fast_ratio", "Amount over the decayed mean of the latest payments", Ratio, "8 payments, decayed", "customerAmount"),
        new("customer_amount_max_ratio_30d", "Amount over the customer's largest", Ratio, "30d", "customerAmount"),
        new("customer_amount_max_ratio", "Amount over the customer's largest ever", Ratio, "all", "customerAmount"),
        new("customer_amount_rank_30d", "Share of the customer's payments that were smaller", "share", "30d", "customerAmount"),
        new("customer_amount_ratio_settled", "Amount over the mean of payments at least 14 days old", Ratio, "14d to 45d ago", "customerAmount"),
        new("customer_large_payments_7d", "Earlier payments above three times the typical amount", Number, "7d", "customerAmount"),
        new("customer_large_payments_14d", "Earlier payments above three times the typical amount", Number, "14d", "customerAmount"),
        new("customer_mean_amount_24h", "Mean amount, this payment included", Money, "24h", "customerSpend"),
        new("customer_mean_amount_7d", "Mean amount, this payment included", Money, "7d", "customerSpend"),
        new("customer_mean_amount_30d", "Mean amount, this payment included", Money, "30d", "customerSpend"),
        new("customer_returns", "Returns known, forgotten 90 days after the last", Number, "90d", "customerReturns"),
        new("customer_days_since_return", "Since the last return became known", "days", "all", "customerReturns"),
        new("customer_hour_distance", "From the hours at which the customer mostly pays", "hours", "64 payments, decayed", "timeOfDay"),
        new("instrument_is_new", "The customer has not used the instrument", Flag, "45d", "newInstrument"),
        new("device_is_new", "The customer has not used the device", Flag, "45d", "newDevice"),
        new("ip_country_is_new", "The customer has not connected from the country", Flag, "45d", "newIpCountry"),
        new("shipping_country_is_new", "The customer has not shipped to the country", Flag, "45d", "newShippingCountry"),
        new("seller_is_new", "The customer has not bought from the seller", Flag, "45d", "newSeller"),
        new("customer_ip_country_payments", "Earlier payments from the same country, no known fraud", Number, "45d", "familiarPattern"),
        new("customer_shipping_country_payments", "Earlier payments shipped to the same country, no known fraud", Number, "45d", "familiarPattern"),
        new("customer_route_payments", "Earlier payments from and to the same countries, no known fraud", Number, "45d", "familiarPattern"),
        new("customer_seller_payments", "Earlier payments to the seller, no known fraud", Number, "45d", "familiarPattern"),
        new("customer_hours_since_seller", "Since the customer's last payment to the seller", "hours", "45d", "familiarPattern"),
        new("customer_same_mismatches", "Earlier payments with the same comparisons differing, no known fraud", Number, "45d", "familiarPattern"),
        new("customer_same_mismatches_settled", "The same among payments at least 14 days old", Number, "14d to 45d ago", "familiarPattern"),
        new("customer_mismatches_covered", "Share of earlier payments that had all of this payment's mismatches, no known fraud", "share", "45d", "familiarPattern"),
        new("customer_mismatch_frauds", "Earlier payments with a mismatch and a known fraud", Number, "45d", "customerLabels"),
        new("address_is_new", "The customer has not shipped to the address", Flag, "45d", "newAddress"),
        new("customer_address_payments", "Earlier payments shipped to the same address, no known fraud", Number, "45d", "familiarPattern"),
    ];

    /// <summary>What this partition knows of the seller: <see cref="SellerFeatures"/>.</summary>
    public static IReadOnlyList<FraudFeature> Seller { get; } =
    [
        new("seller_payments_24h", "Payments, this one included", Number, "24h", "sellerVelocity"),
        new("seller_payments_7d", "Payments, this one included", Number, "7d", "sellerVelocity"),
        new("seller_payments_30d", "Payments, this one included", Number, "30d", "sellerVelocity"),
        new("seller_amount_ratio", "Amount over the seller's mean", Ratio, "30d", "sellerVelocity"),
        new("seller_hours_since_last", "Since the seller's last payment", "hours", "45d", "sellerVelocity"),
        new("seller_age_days", "Since the seller's first payment", "days", "all", "sellerVelocity"),
        .. SellerWindows.Names.Select(static window => new FraudFeature(
            $"seller_settled_payments_{window}", "Payments whose label has had 7 days to come", Number, $"{window}, ending 7d ago", "sellerVelocity")),
        .. SellerWindows.Names.Select(static window => new FraudFeature(
            $"seller_fraud_rate_{window}", "Share of frauds among settled payments, 0 without any", "share", $"{window}, ending 7d ago", "sellerLabels")),
        new("seller_frauds_7d", "Payments already known as fraud", Number, "7d", "sellerLabels"),
        new("seller_frauds_14d", "Payments already known as fraud", Number, "14d", "sellerLabels"),
        new("seller_frauds_45d", "Payments already known as fraud", Number, "45d", "sellerLabels"),
        new("seller_fraud_streak", "Frauds in a row, up to the last settled payment", Number, "45d, ending 7d ago", "sellerLabels"),
        new("seller_clean_streak", "Settled payments in a row without a fraud, up to the last one", Number, "45d, ending 7d ago", "sellerLabels"),
        new("seller_days_since_fraud", "Since the latest payment known as fraud", "days", "45d", "sellerLabels"),
        new("seller_days_since_first_fraud", "Since the earliest remembered payment known as fraud", "days", "45d", "sellerLabels"),
    ];

    /// <summary>One entity's recent use: <see cref="EntityFeatures"/>.</summary>
    /// <param name="entity">Name of the entity.</param>
    /// <param name="partners">What is counted distinctly with it, and the reason.</param>
    public static IEnumerable<FraudFeature> Entity(string entity, params IReadOnlyList<(string Name, string Reason)> partners) =>
    [
        .. VelocityWindows.Names.Select(window => new FraudFeature(
            $"{entity}_payments_{window}", $"Payments of the {entity}, this one included", Number, window, $"{entity}Velocity")),
        .. VelocityWindows.Names.Select(window => new FraudFeature(
            $"{entity}_amount_{window}", $"Sum of the {entity}'s payments, this one included", Money, window, entity == "customer" ? "customerSpend" : $"{entity}Velocity")),
        .. partners.SelectMany(partner => (FraudFeature[])
        [
            new($"{entity}_{partner.Name}_24h", $"Distinct {partner.Name.Replace('_', ' ')} seen with the {entity}", Number, "24h", partner.Reason),
            new($"{entity}_{partner.Name}_30d", $"Distinct {partner.Name.Replace('_', ' ')} seen with the {entity}", Number, "30d", partner.Reason),
        ]),
        new($"{entity}_hours_since_last", $"Since the {entity}'s last payment", "hours", "45d", entity == "customer" ? "customerRhythm" : $"{entity}Velocity"),
        new($"{entity}_age_days", $"Since the {entity}'s first payment", "days", "all", entity == "customer" ? "customerAge" : $"{entity}Velocity"),
        new($"{entity}_amount_ratio", $"Amount over the {entity}'s mean", Ratio, "30d", entity == "customer" ? "customerAmount" : $"{entity}Velocity"),
        new($"{entity}_fraud_labels", $"Frauds of the {entity} known, forgotten 90 days after the last", Number, "90d", $"{entity}Labels"),
        new($"{entity}_days_since_fraud_label", $"Since a fraud of the {entity} last became known", "days", "all", $"{entity}Labels"),
    ];
}
