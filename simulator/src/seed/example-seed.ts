/** The seed that `pulumi-whatsapp-simulator init` writes, and that the page offers. */
export const exampleSeed = `# Initial content of pulumi-whatsapp-simulator. Every part is optional, and missing ids are generated.
# Put ids and numbers in quotes: they are text. JSON with the same keys works too.

# Welcome message sequences, with the keys of Meta's API.
sequences:
  - id: "1784205103946301"
    name: Confeitaria da Ana
    content:
      text: |-
        Olá! 👋 Aqui é a *Confeitaria da Ana*.
        Bolos e doces por encomenda, com entrega em _toda a cidade_.
      autofill_message:
        content: Olá! Quero encomendar um bolo.
      ice_breakers:
        - title: Ver o cardápio
        - title: Fazer uma encomenda
        - title: Onde fica a loja?

# Ads that open a chat. Each gets its own creative.
ads:
  - id: "120210000000000001"
    name: Bolos de aniversário
    sequenceId: "1784205103946301"
  - id: "120210000000000003"
    name: Anúncio sem sequência
    status: PAUSED

# People who tap ads, write, and receive orders.
people:
  - name: Bia Souza
    waId: "5511987654321"
  - name: Caio
    username: caio.doces # The business does not know Caio's number.

# Message templates. A button of type ORDER_DETAILS makes a template for order details.
templates:
  - name: pedido_pix
    language: pt_BR
    components:
      - type: BODY
        text: Olá {{1}}, seu pedido está pronto para pagar.
      - type: FOOTER
        text: Confeitaria da Ana
      - type: BUTTONS
        buttons:
          - type: ORDER_DETAILS
            text: Ver pedido
`;
