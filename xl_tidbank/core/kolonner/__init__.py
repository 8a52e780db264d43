"""Tables as columns: values kept once each, records made when somebody looks, balances summed without either."""
