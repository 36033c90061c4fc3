using '../main.bicep'

param environmentName = 'prod'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param partitions = 16
param privateNetworking = true
param pseudonymKey = readEnvironmentVariable('XB_PSEUDONYM_KEY', '')
param previousPseudonymKey = readEnvironmentVariable('XB_PREVIOUS_PSEUDONYM_KEY', '')
param previousPseudonymKeyId = readEnvironmentVariable('XB_PREVIOUS_PSEUDONYM_KEY_ID', '')
param alertEmail = readEnvironmentVariable('XB_ALERT_EMAIL', '')
param operatorsObjectId = readEnvironmentVariable('XB_OPERATORS_OBJECT_ID', '')
param sizes = {
  hubTier: 'Standard'
  hubUnits: 4
  hubMaxUnits: 20
  streamInstances: 2
  httpInstances: 1
  mostInstances: 100
  instanceMemory: 2048
  httpConcurrency: 100
  logDays: 90
  storageSku: 'Standard_ZRS'
}
